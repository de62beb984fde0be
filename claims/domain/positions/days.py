"""Statements of one day with the same answer, which are one unit in the order of a line."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Final

from msgspec import Struct

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.voices import AttributedStance

BY_BEGIN: Final = attrgetter("earliest", "latest")
BY_END: Final = attrgetter("latest", "earliest")


class CountedDay(Struct, frozen=True, eq=False, dict=True):
    """Stances with the same answer at the same time and place, from the same sources.

    ``key`` is the key of the first claim, ``precedes`` are the keys of claims known to be later than any of
    its claims.
    """

    key: str
    said: FuzzyDate
    answer: str
    stances: tuple[AttributedStance, ...]
    precedes: frozenset[str]
    sources: frozenset[str]
    place: str

    @cached_property
    def is_as_reported(self) -> bool:
        """Whether none of its stances is a full quotation."""
        return all(stance.is_as_reported for stance in self.stances)


def places_by_answer(units: Sequence[CountedDay]) -> dict[str, int]:
    """The places of the units that give each answer, as bits."""
    found: dict[str, int] = {}
    for n, unit in enumerate(units):
        found[unit.answer] = found.get(unit.answer, 0) | 1 << n
    return found


def units_of(stances: Sequence[AttributedStance]) -> tuple[CountedDay, ...]:
    """The units of stances that give an answer, in the order of their first stance.

    A claim with an order set by an editor is a unit of its own: the order is known of that claim only, not of
    others with the same date.
    """
    related = {key for stance in stances for key in stance.precedes}
    related |= {stance.key for stance in stances if stance.precedes}
    grouped: dict[tuple[object, ...], list[AttributedStance]] = {}
    for stance in stances:
        if not stance.answer:
            continue
        said = stance.said
        alone = stance.key if stance.key in related else ""
        occasion = (stance.occasion or stance.key) if said.undated else ""
        when = said.instant or (said.earliest, said.latest)
        # Place and sources can decide the order of neighbouring days.
        unit = (stance.answer, when, occasion, alone, stance.place, stance.sources)
        grouped.setdefault(unit, []).append(stance)
    return tuple(
        CountedDay(
            key=members[0].key,
            said=members[0].said,
            answer=members[0].answer,
            stances=tuple(members),
            precedes=frozenset().union(*(stance.precedes for stance in members)),
            sources=members[0].sources,
            place=members[0].place,
        )
        for members in grouped.values()
    )


def date_range(stances: Iterable[AttributedStance]) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """The first and the latest known date of the stances, or None and None."""
    placed = [said for one in stances if (said := one.said).earliest != EARLIEST and said.latest != LATEST]
    return min(placed, key=BY_BEGIN, default=None), max(placed, key=BY_END, default=None)
