"""Write many drafts in a few statements, with the same rows as ``writing.write``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from claims.actions.desk_values import keep_desk_values
from claims.actions.drafts.writing import Keys, assertion_of, keep_identities, keep_referenced
from claims.database.chunks import CHUNK, chunks
from claims.database.inserting import insert_all
from claims.domain.history.permissions import Actor
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.claim import Occasion as OccasionPart
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import Record, SpeakerRecord, key_field, keys_by_type
from claims.models import Occasion, Speaker
from claims.models.derived import days_of_sources, derive
from claims.models.record_mapping import ROWS, fill, rows_with_keys
from claims.models.record_row import PUBLIC, RecordRow

AMONG_THEMSELVES = ("part_of", "identified_as")
"""The columns by which speakers point to speakers."""


def find_all_keys(places: Iterable[tuple[str, str]], occasions: Mapping[str, OccasionPart]) -> Keys:
    """The primary keys of these records, as far as they are on record, and of the occasions.

    Nobody can discard the records until the transaction ends. Creates new occasions.
    """
    keys: Keys = {}
    for record_type, wanted in keys_by_type(places).items():
        for chunk in chunks(wanted):
            keep_referenced({record_type: chunk})
            rows = rows_with_keys(record_type, chunk).values_list(key_field(record_type), "pk")
            keys.update(((record_type, key), pk) for key, pk in rows)
    for chunk in chunks(sorted(occasions)):
        known = dict(Occasion.objects.filter(slug__in=chunk).values_list("slug", "pk"))
        new = [occasions[slug] for slug in chunk if slug not in known]
        made = Occasion.objects.bulk_create(Occasion(slug=o.slug, label=o.label, place=o.place) for o in new)
        known.update((occasion.slug, occasion.pk) for occasion in made)
        keys.update((("occasion", slug), pk) for slug, pk in known.items())
    return keys


def insert_new(new: Sequence[tuple[Record, bool]], keys: Keys, *, by: Actor, at: datetime) -> None:
    """Insert new records of one type, and add their primary keys to ``keys``.

    Those with True are public at once: their content is what the caller seals in this transaction.
    """
    if not new:
        return
    records = [record for record, _ in new]
    record_type = records[0].TYPE
    model = ROWS[record_type]
    claims = [record for record in records if isinstance(record, ClaimRecord)]
    caps = days_of_sources(hop.source for claim in claims for hop in claim.chain)
    rows: list[RecordRow] = []
    for record, is_public in new:
        row = model(author=by.name, created_at=at, changed_at=at)
        fill(row, _alone(record), keys)
        if is_public:
            row.state, row.version, row.document = PUBLIC, 1, ""
            row.published_at = row.revised_at = at
        else:
            row.hands, row.document = [by.name], canonical_text(record)
        chain = record.chain if isinstance(record, ClaimRecord) else ()
        derive(row, record, min((caps[hop.source] for hop in chain if hop.source in caps), default=None))
        rows.append(row)
    insert_all(rows)
    keys.update(((record_type, row.record_key), row.pk) for row in rows)
    if record_type == "speaker":
        _link_speakers(rows, records, keys)
    keep_desk_values(list(zip(rows, records, strict=True)), are_new=True)
    if record_type == "claim":
        keep_identities(
            (
                (row.pk, row.record_key, assertion_of(record))
                for row, record in zip(rows, records, strict=True)
                if isinstance(record, ClaimRecord)
            ),
            at=at,
        )


def _alone(record: Record) -> Record:
    """The record without references to speakers, because those speakers may be inserted later."""
    return replace(record, part_of="", identified_as="") if isinstance(record, SpeakerRecord) else record


def _link_speakers(rows: Sequence[RecordRow], records: Sequence[Record], keys: Keys) -> None:
    linked = []
    for row, record in zip(rows, records, strict=True):
        points = isinstance(record, SpeakerRecord) and (record.part_of or record.identified_as)
        if points and isinstance(row, Speaker):
            fill(row, record, keys)
            linked.append(row)
    Speaker.objects.bulk_update(linked, AMONG_THEMSELVES, batch_size=CHUNK)
