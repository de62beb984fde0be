"""Compare each statement of a line with the one before it, as a mark and a word for lists.

Nothing is stated if the order of a statement and another answer is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from claims.domain.dates.order import KnownOrder
from claims.domain.positions.days import CountedDay, places_by_answer
from claims.domain.positions.sides import Answers, Difference


@dataclass(frozen=True, slots=True)
class PositionStep:
    """``name`` is a difference, "first" or "not_known". ``is_change`` means a change of position."""

    name: str
    mark: str
    word: str
    is_change: bool = False
    is_as_reported: bool = False


FIRST: Final = PositionStep("first", "•", "First in this line")
NOT_KNOWN: Final = PositionStep("not_known", "–", "Order not known")
STEPS: Final[Mapping[Difference, PositionStep]] = MappingProxyType(
    {
        "same": PositionStep("same", "=", "Same answer"),
        "other_side": PositionStep("other_side", "⇄", "Change of position", is_change=True),
        "further": PositionStep("further", "↑", "Goes further"),
        "less_far": PositionStep("less_far", "↓", "Goes less far"),
        "between": PositionStep("between", "↔", "Another answer between"),
        "different": PositionStep("different", "≠", "Different answer"),
        "beside": PositionStep("beside", "+", "Another answer"),
    }
)
AS_REPORTED: Final = PositionStep("other_side", "≠", "Other side, as reported", is_as_reported=True)


def steps_among(
    units: Sequence[CountedDay], known: KnownOrder, answers: Answers
) -> Mapping[str, PositionStep]:
    """The step of each stance, by the key of its claim. ``units`` are one line, in known order."""
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
    answers: Answers,
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
    difference = answers.difference(given.pop(), unit.answer)
    if difference == "other_side" and (
        unit.is_as_reported or all(units[before].is_as_reported for before in befores)
    ):
        return AS_REPORTED
    return STEPS[difference]
