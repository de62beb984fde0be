"""Computes the former claims from the revisions, as unsaved rows.

The result equals the rows that were written when the revisions were sealed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.record.shared import SourceRecord
from claims.domain.search.facets import FacetValue, SourceFacts, day_said, facet_values, facts_of
from claims.models.former_claim import FormerClaim
from claims.models.fuzzy_dates import set_ends
from claims.models.revision import Revision
from claims.models.scales import consistency_scales

CHUNK: Final = 500

Former = tuple[FormerClaim, frozenset[FacetValue]]
"""A row without its claim, and its filter values."""

Sources = dict[str, list[tuple[datetime, SourceFacts]]]
"""The facts of sources by key, in the order of time, each with the instant from which they are valid."""


@dataclass(frozen=True, slots=True)
class Past:
    """The former claims of a claim; ``sources`` are all sources that any of its versions cites."""

    former: tuple[Former, ...]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of a record, from an instant; without a record if it was withdrawn or erased."""

    version: int
    since: datetime
    record: object


def project(
    record: ClaimRecord, facts: Mapping[str, SourceFacts], consistency_scales: Collection[str]
) -> Former:
    """How a claim with this record is found: a row without times, and its filter values."""
    row = FormerClaim(said=record.said, said_year=FuzzyDate.parse(record.said).year)
    set_ends(row, "said", cap=day_said(record, facts))
    return row, facet_values(record, facts, consistency_scales)


def pasts_of(keys: Sequence[str]) -> dict[str, Past]:
    """The past of each of these public claims, from the revisions; reads all of them into memory."""
    claims = _versions("claim", keys)
    cited = {
        key: frozenset(hop for one in versions for hop in _hops(one.record) if hop)
        for key, versions in claims.items()
    }
    sources: Sources = {}
    for key, versions in _versions("source", sorted(frozenset().union(*cited.values()))).items():
        sources[key] = [(v.since, facts_of(v.record)) for v in versions if isinstance(v.record, SourceRecord)]
    records = (one.record for versions in claims.values() for one in versions)
    is_rated = any(isinstance(record, ClaimRecord) and record.verdicts for record in records)
    scales = consistency_scales() if is_rated else ()
    return {
        key: Past(tuple(_former(versions, sources, scales)), cited[key]) for key, versions in claims.items()
    }


def _former(versions: Sequence[_Version], sources: Sources, scales: Collection[str]) -> Iterator[Former]:
    """Every former claim of these versions, with its filter values."""
    now = versions[-1].version
    for one, following in zip(versions, [*versions[1:], None], strict=True):
        if not isinstance(one.record, ClaimRecord):
            continue
        until = following.since if following else None
        times = _times(one, until, sources, scales)
        for (since, row, found), after in zip(times, [*times[1:], None], strict=True):
            to = after[0] if after else until
            if to is None:
                assert one.version == now  # The present row of the claim.
            elif since < to:
                row.version, row.held_from, row.held_to = one.version, since, to
                yield row, found


def _times(
    one: _Version, until: datetime | None, sources: Sources, scales: Collection[str]
) -> list[tuple[datetime, FormerClaim, frozenset[FacetValue]]]:
    """The starts of former claims within a version, each found differently from the one before."""
    assert isinstance(one.record, ClaimRecord)
    cited = {hop for hop in _hops(one.record) if hop in sources}
    changes = {
        at for key in cited for at, _ in sources[key] if at > one.since and (until is None or at < until)
    }
    times: list[tuple[datetime, FormerClaim, frozenset[FacetValue]]] = []
    for start in (one.since, *sorted(changes)):
        facts = {key: known for key in cited for since, known in sources[key] if since <= start}
        row, found = project(one.record, facts, scales)
        if not times or (found, row.said_latest) != (times[-1][2], times[-1][1].said_latest):
            times.append((start, row, found))
    return times


def _hops(record: object) -> list[str]:
    return [hop.source for hop in record.chain] if isinstance(record, ClaimRecord) else []


def _versions(record_type: str, keys: Sequence[str]) -> dict[str, list[_Version]]:
    """The versions of records, in order."""
    found: dict[str, list[_Version]] = defaultdict(list)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = Revision.objects.filter(record_type=record_type, record_key__in=some).order_by("version")
        for key, version, since, text in rows.values_list(
            "record_key", "version", "valid_from", "content__text"
        ):
            found[key].append(_Version(version, since, from_text(text) if text else None))
    return found
