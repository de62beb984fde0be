"""Other statements near the compared ones, for the strip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.record.paths import claim_path
from claims.queries.comparison.compared import FoundComparison
from claims.queries.stances.by_day import OLDEST, dated, stances_on

MOST_NEIGHBOURS = 40
MOST_POSITIONS = 2
"""At most so many shared positions are searched for neighbours."""
AROUND = 90
"""Neighbours lie at most so many days, or a quarter of the whole span, outside the claims."""

COLUMNS = ("claim__key", "claim__text", "claim__said", "claim__speaker__name", "said_oldest", "claim")


@dataclass(frozen=True, slots=True)
class NearClaim:
    """Another public claim on a shared position."""

    key: str
    url: str
    said: FuzzyDate
    speaker_name: str

    @property
    def label(self) -> str:
        return f"{self.speaker_name}, {self.said.short_words()}"


@dataclass(frozen=True, slots=True)
class Near:
    """The neighbours by position, oldest first; ``is_all`` says that none was left out."""

    by_position: dict[str, tuple[NearClaim, ...]]
    is_all: bool = True

    @property
    def claims(self) -> tuple[NearClaim, ...]:
        """Each neighbour once, by date, at most as many as are drawn."""
        each = {claim.key: claim for claims in self.by_position.values() for claim in claims}
        ordered = sorted(each.values(), key=lambda claim: (claim.said.earliest, claim.said.latest, claim.key))
        return tuple(ordered[:MOST_NEIGHBOURS])


def near_claims(found: FoundComparison) -> Near:
    """Public claims on the shared positions, near in time; none for the past.

    A query for each of the first two positions.
    """
    span = time_of(found)
    if span is None or found.looks_back:
        return Near({})
    first, latest = span
    around = max(timedelta(days=AROUND), (latest - first) / 4)
    since = first - around if first - EARLIEST > around else EARLIEST
    until = latest + around if LATEST - latest > around else LATEST
    by_position = {}
    is_all = True
    for position in found.shared_positions[:MOST_POSITIONS]:
        rows = (
            dated(stances_on(position))
            .filter(said_oldest__gte=since, said_oldest__lte=until, said_newest__lte=until)
            .exclude(claim__key__in=found.comparison.keys)
            .order_by(*OLDEST)
            .values_list(*COLUMNS)[: MOST_NEIGHBOURS + 1]
        )
        near = [_near(row[:-2]) for row in rows]
        is_all = is_all and len(near) <= MOST_NEIGHBOURS
        by_position[position] = tuple(near[:MOST_NEIGHBOURS])
    return Near(by_position, is_all and len({claim.key for claim in _each(by_position)}) <= MOST_NEIGHBOURS)


def time_of(found: FoundComparison) -> tuple[date, date] | None:
    """The first and the latest known day of the claims; open ends do not count."""
    days = [
        day
        for item in found.comparison.items
        if not item.claim.said.undated
        for day in (item.claim.said.earliest, item.claim.said.latest)
        if day not in (EARLIEST, LATEST)
    ]
    return (min(days), max(days)) if days else None


def _each(by_position: dict[str, tuple[NearClaim, ...]]) -> Iterator[NearClaim]:
    return (claim for claims in by_position.values() for claim in claims)


def _near(row: tuple[str, ...]) -> NearClaim:
    key, text, day, name = row
    return NearClaim(key, claim_path(key, text), FuzzyDate.parse(day), name)
