"""Everything public as records, in the one order of an export, so that equal content is equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Collate

from claims.domain.canonical import canonical_json
from claims.domain.ledger import instant_text
from claims.domain.record_codec import canonical_text, from_document
from claims.domain.shared_records import Record
from claims.models import Erasure, LedgerRow, Revision, RevisionContent, Tombstone
from claims.models.record_mapping import ROWS
from claims.models.record_row import RecordQuerySet

CHUNK = 1000


def public_texts() -> Iterator[str]:
    """The canonical text of every public record, and of every tombstone.

    Types come in the order of ``ROWS``, tombstones last; within a type by key or slug in code-point order.
    Read inside ``snapshot`` they are of one moment.
    """
    for record_type, model in ROWS.items():
        name = "key" if any(field.name == "key" for field in model._meta.fields) else "slug"
        gate: RecordQuerySet = model.objects.published()
        latest = gate.filter(
            **{name: OuterRef("revision__record_key")}, version=OuterRef("revision__version")
        )
        contents = RevisionContent.objects.filter(Exists(latest), revision__record_type=record_type)
        in_order = contents.order_by(in_code_points("revision__record_key"))
        yield from in_order.values_list("text", flat=True).iterator(chunk_size=CHUNK)
    for row in Tombstone.objects.order_by(in_code_points("key")).iterator(chunk_size=CHUNK):
        yield canonical_text(row.as_record())


def public_records() -> Iterator[Record]:
    """The same as records."""
    return (from_document(json.loads(text)) for text in public_texts())


def history_texts() -> Iterator[str]:
    """The whole ledger as lines: each row, followed by the revisions that it seals, in the sealed order.

    A revision comes with digest, salt and text, so that everything can be computed again from the lines; the
    text and salt of an erased one are null.
    """
    for row, revisions in ledger_with_revisions():
        yield canonical_json(
            {
                "type": "ledger",
                "sequence": row.sequence,
                "at": instant_text(row.at),
                "kind": row.kind,
                "actor": row.actor,
                "summary": row.summary,
                "erased": [list(place) for place in erased_under(row)],
                "previous_hash": row.previous_hash,
                "row_hash": row.row_hash,
            }
        )
        for revision in revisions:
            content = getattr(revision, "content", None)
            yield canonical_json(
                {
                    "type": "revision",
                    "record_type": revision.record_type,
                    "key": revision.record_key,
                    "version": revision.version,
                    "change_class": revision.change_class,
                    "note": revision.note,
                    "author": revision.author,
                    "approver": revision.approver,
                    "published_at": instant_text(revision.published_at),
                    "valid_from": instant_text(revision.valid_from),
                    "digest": revision.digest,
                    "salt": content.salt if content else None,
                    "text": content.text if content else None,
                }
            )


def ledger_with_revisions() -> Iterator[tuple[LedgerRow, Iterator[Revision]]]:
    """Each ledger row with its revisions (and their contents), in the order in which they were sealed.

    The revisions of a row have to be read before the next row is.
    """
    revisions = Revision.objects.select_related("content").order_by(
        "ledger_row__sequence", in_code_points("record_type"), in_code_points("record_key"), "version"
    )
    groups = groupby(revisions.iterator(chunk_size=CHUNK), key=lambda revision: revision.ledger_row_id)
    waiting = next(groups, None)
    for row in LedgerRow.objects.order_by("sequence").iterator(chunk_size=CHUNK):
        if waiting is not None and waiting[0] == row.pk:
            yield row, waiting[1]
            waiting = next(groups, None)
        else:
            yield row, iter(())


def erased_under(row: LedgerRow) -> list[tuple[str, str, int]]:
    """Type, key and version of the revisions whose content was erased under a ledger row."""
    if row.kind != "erasure":
        return []
    erasures = Erasure.objects.filter(ledger_row=row).select_related("revision")
    return sorted((e.revision.record_type, e.revision.record_key, e.revision.version) for e in erasures)


def in_code_points(name: str) -> Collate | F:
    """The column in code-point order, as SQLite has it by itself."""
    return Collate(F(name), "C") if connection.vendor == "postgresql" else F(name)
