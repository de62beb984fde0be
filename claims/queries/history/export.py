"""All public records in a fixed order, so that equal content exports as equal bytes."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate

from claims.domain.history.ledger import FORMAT, Erased, LedgerEntry, SealedRevision, instant_text
from claims.domain.history.verify import UNREADABLE, Misfit, Salted, Sealed, SealedRow, hands_of, redirects_of
from claims.domain.record.canonical import canonical_json
from claims.domain.record.codec import canonical_text, from_text
from claims.domain.record.shared import RECORD_TYPES, Record
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
        yield SealedRow(entry, row.previous_hash, row.row_hash, map(_sealed, revisions))


def _sealed(row: Revision) -> Sealed:
    """A revision as the ledger seals it. Raises Misfit if its columns cannot be read."""
    place = f"version {row.version} of the {row.record_type} {row.record_key}"
    try:
        sealed = _read_sealed(row)
    except UNREADABLE as error:
        raise Misfit(f"What the ledger holds of {place} cannot be read: {error}.") from None
    if row.author != "".join(sealed.revision.hands[:1]):
        raise Misfit(f"The author of {place} is not the first of its hands.")
    return sealed


def _read_sealed(row: Revision) -> Sealed:
    content, note = getattr(row, "content", None), getattr(row, "correction", None)
    return Sealed(
        SealedRevision(
            type=row.record_type,
            key=row.record_key,
            version=row.version,
            change_class=row.change_class,
            hands=hands_of(row.hands),
            approver=row.approver,
            published_at=instant_text(row.published_at),
            valid_from=instant_text(row.valid_from),
            digest=row.digest,
            note_digest=row.note_digest,
            redirects=redirects_of(row.redirects),
        ),
        Salted(content.salt, content.text) if content else None,
        Salted(note.salt, note.public_note.text) if note else None,
    )


def _ledger_with_revisions() -> Iterator[tuple[LedgerRow, Iterator[Revision]]]:
    """Each ledger row with its revisions, contents and notes, in the sealed order."""
    revisions = Revision.objects.select_related("content", "correction").order_by(
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
