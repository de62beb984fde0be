"""All public records in a fixed order, so that equal content exports as equal bytes."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import groupby, starmap
from operator import itemgetter
from typing import Any, Final

from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from claims.domain.history.ledger import (
    FORMAT,
    Erased,
    LedgerEntry,
    PublicNote,
    Redirect,
    SealedRevision,
    instant_text,
)
from claims.domain.history.verify import UNREADABLE, Misfit, Salted, Sealed, SealedRow, hands_of, redirects_of
from claims.domain.record.canonical import canonical_json
from claims.domain.record.codec import canonical_text, from_text
from claims.domain.record.shared import RECORD_TYPES, Record
from claims.models.plain import aware, plain
from claims.models.projection import RecordVersion
from claims.models.revision import Erasure, LedgerRow, Revision, Tombstone

CHUNK = 1000


def public_texts() -> Iterator[str]:
    """The canonical text of every public record and of every tombstone.

    Types are in the order of ``RECORD_TYPES``, with tombstones last. Within a type, records are ordered by
    key or slug in code-point order. Inside ``snapshot`` all are of one moment.
    """
    public = RecordVersion.objects.filter(valid_to=None, revision__content__isnull=False)
    in_order = public.annotate(sorted_by=in_code_points("place")).order_by("sorted_by")
    for record_type in RECORD_TYPES:
        # ";" is the sign after ":", so these are all places of the type.
        of_type = in_order.filter(sorted_by__gte=f"{record_type}:", sorted_by__lt=f"{record_type};")
        yield from of_type.values_list("revision__content__text", flat=True).iterator(chunk_size=CHUNK)
    for row in Tombstone.objects.order_by(in_code_points("key")).iterator(chunk_size=CHUNK):
        yield canonical_text(row.as_record())


def public_records() -> Iterator[Record]:
    """The public records in the order of ``public_texts``."""
    return (from_text(text) for text in public_texts())


def history_texts() -> Iterator[str]:
    """The whole ledger as lines: each row, followed by the revisions that it seals, in the sealed order.

    A revision has its digests, and the salts and texts of content and public note (null if erased), so that
    everything can be computed again from the lines.
    """
    for row in sealed_rows():
        yield canonical_json(
            {
                "type": "ledger",
                "format": FORMAT,
                "sequence": row.entry.sequence,
                "at": row.entry.at,
                "kind": row.entry.kind,
                "actor": row.entry.actor,
                "summary": row.entry.summary,
                "erased": row.entry.erased,
                "previous_hash": row.previous_hash,
                "row_hash": row.hash,
            }
        )
        for sealed in row.revisions:
            line = dict(sealed.revision.line)
            yield canonical_json(
                {
                    **line,
                    "type": "revision",
                    "record_type": line["type"],
                    "salt": sealed.content.salt if sealed.content else None,
                    "text": sealed.content.text if sealed.content else None,
                    "note_salt": sealed.note.salt if sealed.note else None,
                    "note_text": sealed.note.text if sealed.note else None,
                }
            )


def sealed_rows() -> Iterator[SealedRow]:
    """The ledger in the database; read the revisions of a row before the next row."""
    erased = _erased()
    for row, revisions in _ledger_with_revisions():
        entry = LedgerEntry(
            sequence=row.sequence,
            at=instant_text(row.at),
            kind=row.kind,
            actor=row.actor,
            summary=row.summary,
            erased=tuple(erased.get(row.pk, ())),
        )
        yield SealedRow(entry, row.previous_hash, row.row_hash, starmap(_sealed, revisions))


COLUMNS: Final = (
    "ledger_row_id", "record_type", "record_key", "version", "change_class", "author", "hands", "approver",
    "published_at", "valid_from", "digest", "note_digest", "redirects", "content__salt", "content__text",
    "correction__salt", *(f"correction__{name}" for name in PublicNote.__dataclass_fields__),
)  # fmt: skip


def _sealed(
    _: int, kind: str, key: str, version: int, change_class: str, author: str, hands: str, approver: str,
    published_at: datetime, valid_from: datetime, digest: str, note_digest: str, redirects: str,
    salt: str | None, text: str, note_salt: str | None, *note: str,
) -> Sealed:  # fmt: skip
    """A revision as the ledger seals it, from its ``COLUMNS``. Raises Misfit if they cannot be read."""
    place = f"version {version} of the {kind} {key}"
    try:
        revision = SealedRevision(
            kind, key, version, change_class, _hands(hands), approver, _instant(published_at),
            _instant(valid_from), digest, note_digest, _redirects(redirects),
        )  # fmt: skip
        noted = Salted(note_salt, PublicNote(*note).text) if note_salt is not None else None
        sealed = Sealed(revision, Salted(salt, text) if salt is not None else None, noted)
    except UNREADABLE as error:
        raise Misfit(f"What the ledger holds of {place} cannot be read: {error}.") from None
    if author != "".join(revision.hands[:1]):
        raise Misfit(f"The author of {place} is not the first of its hands.")
    return sealed


@lru_cache(maxsize=1000)
def _hands(text: str) -> tuple[Any, ...]:
    return hands_of(json.loads(text))


@lru_cache(maxsize=1000)
def _redirects(text: str) -> tuple[Redirect, ...]:
    return redirects_of(json.loads(text))


@lru_cache(maxsize=1000)
def _instant(at: datetime) -> str:
    return instant_text(aware(at))


def _ledger_with_revisions() -> Iterator[tuple[LedgerRow, Iterator[tuple[Any, ...]]]]:
    """Each ledger row with the ``COLUMNS`` of its revisions, in the sealed order."""
    revisions = Revision.objects.order_by(
        "ledger_row__sequence", in_code_points("record_type"), in_code_points("record_key"), "version"
    ).values_list(*plain(*COLUMNS))
    groups = groupby(revisions.iterator(chunk_size=CHUNK), key=itemgetter(0))
    waiting = next(groups, None)
    for row in LedgerRow.objects.order_by("sequence").iterator(chunk_size=CHUNK):
        if waiting is not None and waiting[0] == row.pk:
            yield row, waiting[1]
            waiting = next(groups, None)
        else:
            yield row, iter(())


def _erased() -> dict[int, list[Erased]]:
    """The erasures by ledger row (primary key). There are only a few."""
    found: dict[int, list[Erased]] = defaultdict(list)
    for one in Erasure.objects.select_related("revision"):
        place = (one.revision.record_type, one.revision.record_key, one.revision.version)
        found[one.ledger_row_id].append(Erased(*place, one.part, one.reason))
    return {row: sorted(erased) for row, erased in found.items()}


def in_code_points(name: str) -> Collate | F:
    """The column in code-point order, which is the default of SQLite."""
    return Collate(F(name), "C") if connection.vendor == "postgresql" else F(name)
