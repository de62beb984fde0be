"""Write many drafts in a few statements; the rows are the same as those of ``writing.write``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from claims.actions.drafts.writing import Keys, assertion_of, keep_identity, key_column
from claims.database.chunks import CHUNK, chunks
from claims.domain.history.permissions import Actor
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.claim import Occasion as OccasionPart
from claims.domain.record.identity import CLAIM_FOLDING, key_of
from claims.domain.record.shared import Record, SpeakerRecord
from claims.models import Claim, ClaimIdentity, Occasion, Source, Speaker
from claims.models.derived import day_of, derive
from claims.models.record_mapping import ROWS
from claims.models.record_row import RecordRow
from claims.models.record_writing import fill, rows_below, save_below

AMONG_THEMSELVES = ("part_of", "identified_as")
"""The columns by which speakers point to speakers."""


def find_all_keys(places: Iterable[tuple[str, str]], occasions: Mapping[str, OccasionPart]) -> Keys:
    """The primary keys of these records, if they are on record, and of the occasions, by slug.

    Creates new occasions.
    """
    wanted: dict[str, set[str]] = {}
    for record_type, key in places:
        wanted.setdefault(record_type, set()).add(key)
    keys: Keys = {}
    for record_type in wanted.keys() - {"claim"}:
        name = key_column(record_type)
        for chunk in chunks(sorted(wanted[record_type])):
            rows = ROWS[record_type]._base_manager.filter(**{f"{name}__in": chunk})
            keys.update(((record_type, key), pk) for key, pk in rows.values_list(name, "pk"))
    for chunk in chunks(sorted(occasions)):
        known = dict(Occasion.objects.filter(slug__in=chunk).values_list("slug", "pk"))
        new = [occasions[slug] for slug in chunk if slug not in known]
        made = Occasion.objects.bulk_create(Occasion(slug=o.slug, label=o.label, place=o.place) for o in new)
        known.update((occasion.slug, occasion.pk) for occasion in made)
        keys.update((("occasion", slug), pk) for slug, pk in known.items())
    return keys


def insert_drafts(records: Sequence[Record], keys: Keys, *, by: Actor, at: datetime) -> None:
    """Insert new drafts of one type with their child rows, and add their primary keys to ``keys``."""
    if not records:
        return
    record_type = records[0].TYPE
    model = ROWS[record_type]
    caps = _days_of_sources(records) if record_type == "claim" else {}
    rows: list[RecordRow] = []
    for record in records:
        row = model(author=by.name, hands=[by.name], created_at=at, changed_at=at)
        fill(row, _alone(record), keys)
        chain = record.chain if isinstance(record, ClaimRecord) else ()
        derive(row, record, min((caps[hop.source] for hop in chain if hop.source in caps), default=None))
        rows.append(row)
    model._base_manager.bulk_create(rows, batch_size=CHUNK)
    keys.update(((record_type, row.record_key), row.pk) for row in rows)
    if record_type == "speaker":
        _link_speakers(rows, records, keys)
    save_below(
        below for row, record in zip(rows, records, strict=True) for below in rows_below(row, record, keys)
    )
    if record_type == "claim":
        _keep_identities(rows, records, at=at)


def _alone(record: Record) -> Record:
    """A speaker without references to speakers, which may be inserted later."""
    return replace(record, part_of="", identified_as="") if isinstance(record, SpeakerRecord) else record


def _link_speakers(rows: Sequence[RecordRow], records: Sequence[Record], keys: Keys) -> None:
    linked = []
    for row, record in zip(rows, records, strict=True):
        points = isinstance(record, SpeakerRecord) and (record.part_of or record.identified_as)
        if points and isinstance(row, Speaker):
            fill(row, record, keys)
            linked.append(row)
    Speaker.objects.bulk_update(linked, AMONG_THEMSELVES, batch_size=CHUNK)


def _days_of_sources(records: Iterable[Record]) -> dict[str, date]:
    """The latest possible day of words in each source, if one is known."""
    names = {hop.source for record in records if isinstance(record, ClaimRecord) for hop in record.chain}
    found: dict[str, date] = {}
    for chunk in chunks(sorted(names - {""})):
        for source in Source.objects.filter(key__in=chunk):
            if (day := day_of(source)) is not None:
                found[source.key] = day
    return found


def _keep_identities(rows: Sequence[RecordRow], records: Sequence[Record], *, at: datetime) -> None:
    """Store an identity for each new claim: the one of its key, else the first free occurrence."""
    claims = [
        (row, record)
        for row, record in zip(rows, records, strict=True)
        if isinstance(row, Claim) and isinstance(record, ClaimRecord)
    ]
    firsts = [assertion_of(record).identity() for _, record in claims]
    taken: set[str] = set()
    for chunk in chunks(firsts):
        known = ClaimIdentity.objects.filter(identity__in=chunk)
        taken.update(known.values_list("identity", flat=True))
    kept, others = [], []
    for (row, record), identity in zip(claims, firsts, strict=True):
        if identity not in taken and row.key == key_of(identity):
            taken.add(identity)
            kept.append(ClaimIdentity(claim=row, identity=identity, folding=CLAIM_FOLDING, made_at=at))
        else:
            others.append((row, record))
    ClaimIdentity.objects.bulk_create(kept, batch_size=CHUNK)
    for row, record in others:
        keep_identity(row, assertion_of(record), at=at)
