"""The first line of a comparison: the answers of its claims to a question that all of them answer.

Different answers: 6 Dec 2018 ‘No’ → 15 Jun 2020 ‘Yes’ (557 days)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from claims.domain.comparison.order import ClaimOrder, ComparedClaim, distance
from claims.domain.positions.extent import period_of
from claims.domain.positions.grades import Layer
from claims.domain.positions.sides import Answers, Difference

LAYER_NOTES: Final[dict[Layer, str]] = {
    "own_words": "",
    "reported": "as reported",
    "summed_up": "summed up",
    "not_named": "from people not named",
}
DIFFERENCES: Final[dict[Difference, str]] = {
    "same": "Same answer",
    "other_side": "Different answers",
    "further": "Different answers, on one side",
    "less_far": "Different answers, on one side",
    "between": "Different answers",
    "different": "Different answers",
    "beside": "Different answers, which do not exclude each other",
}


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The answer that a claim gives to the question; ``layer`` is how it is on record."""

    claim: ComparedClaim
    answer: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class AnswersLine:
    """``finding`` is the difference in a few words, ``words`` are the answers by day."""

    finding: str
    words: str


def answers_line(given: Sequence[GivenAnswer], answers: Answers) -> AnswersLine | None:
    """The line for claims in the order of the page; None if fewer than two give an answer.

    An answer follows another one only if the order of the two is known.
    """
    if len(given) < 2:
        return None
    known = ClaimOrder([one.claim for one in given])
    in_order = all(known.is_before(one.claim, other.claim) for one, other in pairwise(given))
    several = len({one.claim.speaker for one in given}) > 1
    texts = [_answer(one, answers, several=several) for one in given]
    first, last = given[0], given[-1]
    finding = _finding(given, answers)
    if once := _one_answer(given, answers, several=several):
        return AnswersLine(finding, once)
    if not in_order:
        return AnswersLine(f"{finding}, order not known", "; ".join(texts))
    days = distance(first.claim.said, last.claim.said, order_known=True).days
    after = f" ({days.words()})" if days else ""
    return AnswersLine(finding, f"{' → '.join(texts)}{after}")


def _one_answer(given: Sequence[GivenAnswer], answers: Answers, *, several: bool) -> str:
    """If all claims give the same answer: "‘Yes’, all 6 of 11 Oct 2017 – 18 Oct 2017"; else empty."""
    days = [one.claim.said for one in given]
    is_alike = len({(one.answer, one.layer) for one in given}) == 1
    if several or not is_alike or len(given) < 3 or not all(day.is_closed for day in days):
        return ""
    note = LAYER_NOTES[given[0].layer]
    layer = f" ({note})" if note else ""
    return f"‘{answers.text(given[0].answer)}’{layer}, all {len(given)} of {period_of(days)}"


def _finding(given: Sequence[GivenAnswer], answers: Answers) -> str:
    """The greatest difference between two of the answers."""
    found = {answers.difference(one.answer, other.answer) for one in given for other in given}
    order: tuple[Difference, ...] = ("other_side", "different", "between", "further", "less_far", "beside")
    return DIFFERENCES[next((difference for difference in order if difference in found), "same")]


def _answer(one: GivenAnswer, answers: Answers, *, several: bool) -> str:
    notes = [one.claim.speaker_name] if several else []
    notes += [LAYER_NOTES[one.layer]] if LAYER_NOTES[one.layer] else []
    note = f" ({', '.join(notes)})" if notes else ""
    return f"{one.claim.said.short_words()} ‘{answers.text(one.answer)}’{note}"
