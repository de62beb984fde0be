"""Write many drafts in a few statements, with the same rows as ``writing.write``."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from claims.actions.desk_values import insert_desk_values
from claims.actions.drafts.identities import assertion_of, keep_identities
from claims.actions.drafts.writing import Keys, keep_referenced
from claims.database.chunks import CHUNK, chunks
from claims.database.inserting import insert_columns
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import Record, SpeakerRecord, key_field, key_of_record, keys_by_type
from claims.models import Speaker
from claims.models.derived import cap_of, days_cited, derived_values
from claims.models.record_mapping import ROWS, column_values, rows_with_keys
from claims.models.record_row import PUBLIC

AMONG_THEMSELVES = ("part_of", "identified_as")
"""The columns by which speakers point to speakers."""


def find_all_keys(places: Iterable[tuple[str, str]]) -> Keys:
    """The primary keys of these records, as far as they are on record.

    Nobody can discard the records until the transaction ends.
    """
    keys: Keys = {}
    for record_type, wanted in keys_by_type(places).items():
        for chunk in chunks(wanted):
            keep_referenced({record_type: chunk})
            rows = rows_with_keys(record_type, chunk).values_list(key_field(record_type), "pk")
            keys.update(((record_type, key), pk) for key, pk in rows)
    return keys


def insert_new(
    new: Sequence[tuple[Record, bool]],
    keys: Keys,
    *,
    by: Actor,
    at: datetime,
    sealed: Sequence[int | None] | None = None,
) -> None:
    """Insert new records of one type, and add their primary keys to ``keys``.

    Those with True are public at once: their content is what the caller seals in this transaction, or what
    the revisions of these primary keys have ``sealed``.
    """
    if not new:
        return
    records = [record for record, _ in new]
    record_type = records[0].TYPE
    model = ROWS[record_type]
    days = days_cited(records)
    made = [
        column_values(model, _alone(record), keys) | derived_values(model, record, cap_of(record, days))
        for record in records
    ]
    public = [is_public for _, is_public in new]
    instants = [at if is_public else None for is_public in public]
    numbers = insert_columns(
        model,
        {
            **{name: [one[name] for one in made] for name in made[0]},
            "state": [PUBLIC if is_public else State.DRAFT.value for is_public in public],
            "version": [int(is_public) for is_public in public],
            "document": ["" if is_public else canonical_text(record) for record, is_public in new],
            "sealed_id": sealed or [None] * len(new),
            "hands": [[] if is_public else [by.name] for is_public in public],
            "published_at": instants,
            "revised_at": instants,
        },
        author=by.name,
        created_at=at,
        changed_at=at,
    )
    numbered = list(zip(numbers, records, strict=True))
    if record_type != "claim":  # To those no column points.
        keys.update(((record_type, key_of_record(record)), number) for number, record in numbered)
    if record_type == "speaker":
        _link_speakers(numbered, keys)
    insert_desk_values(numbered)
    keep_identities(
        (
            (number, record.key, assertion_of(record))
            for number, record in numbered
            if isinstance(record, ClaimRecord)
        ),
        at=at,
    )


def _alone(record: Record) -> Record:
    """The record without references to speakers, because those speakers may be inserted later."""
    return replace(record, part_of="", identified_as="") if isinstance(record, SpeakerRecord) else record


def _link_speakers(numbered: Iterable[tuple[int, Record]], keys: Keys) -> None:
    linked = []
    for number, record in numbered:
        if isinstance(record, SpeakerRecord) and (record.part_of or record.identified_as):
            found = column_values(Speaker, record, keys)
            ends = {f"{name}_id": found[f"{name}_id"] for name in AMONG_THEMSELVES}
            linked.append(Speaker(pk=number, **ends))
    Speaker.objects.bulk_update(linked, AMONG_THEMSELVES, batch_size=CHUNK)
