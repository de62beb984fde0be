"""Making anew what the record held on past days, from the revisions alone.

For a database whose revisions are older than the tables of former claims, and for a claim that is public
again after it was withdrawn. What comes out is what the seals would have written one by one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from claims.actions.holding import forget, insert, project
from claims.domain.members import Member, SourceFacts, facts_of
from claims.domain.record import ClaimRecord
from claims.domain.record_codec import from_document
from claims.domain.shared_records import SourceRecord
from claims.models import Claim, FormerClaim, Revision

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class _Held:
    """A version of a record, from an instant; without a record where it was withdrawn or erased."""

    version: int
    since: datetime
    record: object


Told = list[tuple[datetime, SourceFacts]]
"""What a source told, from each instant on."""


def rebuild_if_missing(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Make the rows where there are none and should be; returns how many were made.

    Does nothing in another database than the default one, and where the table is not there yet.
    """
    if using != DEFAULT_DB_ALIAS or FormerClaim._meta.db_table not in connection.introspection.table_names():
        return 0
    replaced = Revision.objects.filter(record_type__in=("claim", "source"), version__gt=1)
    if FormerClaim.objects.exists() or not replaced.exists():
        return 0
    return rebuild()


@transaction.atomic
def rebuild(keys: Iterable[str] | None = None) -> int:
    """Make the former claims of these public claims anew, or of all; returns how many there are."""
    public = Claim.objects.published().order_by("pk")
    if keys is not None:
        wanted = sorted(keys)
        if not wanted:
            return 0
        public = public.filter(key__in=wanted)
    rest = iter(list(public.values_list("key", "pk")))
    made = 0
    while some := dict(islice(rest, CHUNK)):
        forget(str(key) for key in some)
        made += _rebuild({str(key): pk for key, pk in some.items()})
    return made


def _rebuild(claims: dict[str, int]) -> int:
    held = _held("claim", list(claims))
    hops = (hop for versions in held.values() for one in versions for hop in _hops(one.record))
    told: dict[str, Told] = {}
    for key, versions in _held("source", sorted({hop for hop in hops if hop})).items():
        told[key] = [(v.since, facts_of(v.record)) for v in versions if isinstance(v.record, SourceRecord)]
    rows: list[FormerClaim] = []
    members: list[frozenset[Member]] = []
    for key, pk in claims.items():
        for row, found in _former(held[key], told):
            row.claim_id = pk
            rows.append(row)
            members.append(found)
    insert(rows, members)
    return len(rows)


def _former(
    versions: Sequence[_Held], told: dict[str, Told]
) -> Iterator[tuple[FormerClaim, frozenset[Member]]]:
    """Every time before the one that holds now, with what the claim was found by."""
    now = versions[-1].version
    for one, following in zip(versions, [*versions[1:], None], strict=True):
        if not isinstance(one.record, ClaimRecord):
            continue
        until = following.since if following else None
        times = _times(one, until, told)
        for (since, row, found), after in zip(times, [*times[1:], None], strict=True):
            to = after[0] if after else until
            if to is None:
                assert one.version == now  # The claim's row of today.
            elif since < to:
                row.version, row.held_from, row.held_to = one.version, since, to
                yield row, found


def _times(
    one: _Held, until: datetime | None, told: dict[str, Told]
) -> list[tuple[datetime, FormerClaim, frozenset[Member]]]:
    """The times within a version, each found otherwise than the one before."""
    assert isinstance(one.record, ClaimRecord)
    cited = {hop for hop in _hops(one.record) if hop in told}
    changes = {at for key in cited for at, _ in told[key] if at > one.since and (until is None or at < until)}
    times: list[tuple[datetime, FormerClaim, frozenset[Member]]] = []
    for start in (one.since, *sorted(changes)):
        facts = {key: at_that_time for key in cited if (at_that_time := _told_at(told[key], start))}
        row, found = project(one.record, facts)
        if not times or (found, row.said_latest) != (times[-1][2], times[-1][1].said_latest):
            times.append((start, row, found))
    return times


def _told_at(told: Told, instant: datetime) -> SourceFacts | None:
    return next((facts for since, facts in reversed(told) if since <= instant), None)


def _hops(record: object) -> list[str]:
    return [hop.source for hop in record.chain] if isinstance(record, ClaimRecord) else []


def _held(record_type: str, keys: Sequence[str]) -> dict[str, list[_Held]]:
    """The versions of records in their order."""
    found: dict[str, list[_Held]] = defaultdict(list)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = Revision.objects.filter(record_type=record_type, record_key__in=some).order_by("version")
        for key, version, since, text in rows.values_list(
            "record_key", "version", "valid_from", "content__text"
        ):
            found[key].append(_Held(version, since, from_document(json.loads(text)) if text else None))
    return found
