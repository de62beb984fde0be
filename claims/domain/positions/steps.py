"""Compare each statement of a line with the one before it: first, the same answer, moved, or crossed.

The result is a mark and a word for lists. The rule is that of changes of position: nothing is stated if the
order of a statement and another answer is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claims.domain.dates.order import KnownOrder
from claims.domain.positions.days import CountedDay, places_by_answer
from claims.domain.record.shared import Answer


@dataclass(frozen=True, slots=True)
class PositionStep:
    """``is_change`` means a change of position. A change "as reported" is not one."""

    mark: str
    word: str
    is_change: bool = False


FIRST: Final = PositionStep("•", "First answer that counts")
SAME: Final = PositionStep("=", "Same answer")
NOT_KNOWN: Final = PositionStep("–", "Order not known")
DIFFERENT: Final = PositionStep("≠", "Different answer")
AS_REPORTED: Final = PositionStep("≠", "Different answer, as reported")
CROSSED: Final = PositionStep("⇄", "Crossed the middle", is_change=True)


def steps_among(
    units: Sequence[CountedDay], known: KnownOrder, answers: Sequence[Answer]
) -> Mapping[str, PositionStep]:
    """The step of each stance, by the key of its claim. ``units`` are one line, in known order.

    ``answers`` are the position's, and empty if they have no order.
    """
    answering = places_by_answer(units)
    return {
        stance.key: step
        for rank, unit in enumerate(units)
        for step in [_step(rank, units, known, answering, answers)]
        for stance in unit.stances
    }


def _step(
    rank: int,
    units: Sequence[CountedDay],
    known: KnownOrder,
    answering: Mapping[str, int],
    answers: Sequence[Answer],
) -> PositionStep:
    unit = units[rank]
    everything = (1 << len(units)) - 1
    floating = everything & ~(known.before[rank] | known.after[rank] | 1 << rank)
    befores = list(known.latest_before(rank))
    given = {units[before].answer for before in befores}
    if floating & ~answering[unit.answer] or len(given) > 1:
        return NOT_KNOWN
    if not given:
        return NOT_KNOWN if floating else FIRST
    if given == {unit.answer}:
        return SAME
    if all(known.may_lie_between(before, rank) & answering[unit.answer] for before in befores):
        return NOT_KNOWN  # Another statement with this answer may have come first.
    if unit.is_as_reported or all(units[before].is_as_reported for before in befores):
        return AS_REPORTED
    return _moved(units[befores[0]].answer, unit.answer, answers)


def _moved(before: str, after: str, answers: Sequence[Answer]) -> PositionStep:
    places = {answer.slug: n for n, answer in enumerate(answers)}
    if not {before, after} <= places.keys():
        return DIFFERENT
    sides = {answer.slug: answer.side for answer in answers}
    if {sides[before], sides[after]} == {"against", "for"}:
        return CROSSED
    steps = places[after] - places[before]
    words = "1 step" if abs(steps) == 1 else f"{abs(steps)} steps"
    return PositionStep("↑" if steps > 0 else "↓", f"Moved {words}", is_change=True)
