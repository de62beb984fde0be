"""Counting by day of the voice, not by claim (DESIGN §3): the units of which a line is made.

Ten claims with one answer on one day are one statement of the line. What has no day counts by its occasion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from claims.domain.dates import EARLIEST, LATEST, FuzzyDate
from claims.domain.voices import VoicedStance

BY_BEGIN: Final = attrgetter("earliest", "latest")
BY_END: Final = attrgetter("latest", "earliest")


@dataclass(frozen=True, slots=True)
class StanceUnit:
    """Stances with one answer at one time. ``key`` is the first claim's, ``precedes`` that of its claims."""

    key: str
    said: FuzzyDate
    answer: str
    stances: tuple[VoicedStance, ...]
    precedes: frozenset[str]

    @property
    def is_as_reported(self) -> bool:
        """Whether nobody is quoted in it with a whole utterance."""
        return all(stance.is_as_reported for stance in self.stances)


def giving(units: Sequence[StanceUnit]) -> dict[str, int]:
    """For each answer, as bits, the places of the units that give it."""
    found: dict[str, int] = {}
    for n, unit in enumerate(units):
        found[unit.answer] = found.get(unit.answer, 0) | 1 << n
    return found


def units_of(stances: Sequence[VoicedStance]) -> tuple[StanceUnit, ...]:
    """The units of counted stances that give an answer, in the order of their first stance.

    Claims whose order an editor knows stay alone, for what is known of one claim is not known of another that
    merely bears the same date.
    """
    related = {key for stance in stances for key in stance.precedes}
    related |= {stance.key for stance in stances if stance.precedes}
    grouped: dict[tuple[object, ...], list[VoicedStance]] = {}
    for stance in stances:
        if not stance.answer:
            continue
        said = stance.said
        alone = stance.key if stance.key in related else ""
        occasion = (stance.occasion or stance.key) if said.undated else ""
        when = said.instant or (said.earliest, said.latest)
        grouped.setdefault((stance.answer, when, occasion, alone), []).append(stance)
    return tuple(
        StanceUnit(
            key=members[0].key,
            said=members[0].said,
            answer=members[0].answer,
            stances=tuple(members),
            precedes=frozenset().union(*(stance.precedes for stance in members)),
        )
        for members in grouped.values()
    )


def counted_days(stances: Iterable[VoicedStance]) -> int:
    """On how many days (undated: occasions) these were said: the n of every summary."""
    return len({_day(stance) for stance in stances})


def reach(stances: Iterable[VoicedStance]) -> tuple[FuzzyDate | None, FuzzyDate | None]:
    """The dates between which those of known day lie; None and None where there is none."""
    placed = [said for one in stances if (said := one.said).earliest != EARLIEST and said.latest != LATEST]
    return min(placed, key=BY_BEGIN, default=None), max(placed, key=BY_END, default=None)


def unplaced_days(stances: Iterable[VoicedStance]) -> int:
    """How many of these, by occasion, are of no known day, or have only one end that is known."""
    open_ended = [one for one in stances if one.said.earliest == EARLIEST or one.said.latest == LATEST]
    return counted_days(open_ended)


def _day(stance: VoicedStance) -> tuple[object, ...]:
    said = stance.said
    return (stance.occasion or stance.key,) if said.undated else (said.earliest, said.latest)
