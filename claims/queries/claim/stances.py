"""The stances of a claim, for its page, and whether they agree with the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.grades import LAYERS
from claims.domain.record.claim import ClaimRecord, Stance
from claims.domain.record.paths import position_path
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, STANCE_BASES
from claims.queries.claim.checks import StanceCheck, check_of_then, check_of_today
from claims.queries.claim.rows import Consistency
from claims.queries.known_records import KnownRecords
from claims.queries.stances.of_records import grading_of

NOTHING_CHANGED = "Nothing changed"


@dataclass(frozen=True, slots=True)
class ShownStance:
    """One stance; ``layer`` is where it is told, for the ``reason``.

    ``check`` is set for a stance that says that nothing has changed.
    """

    question: str
    position_url: str
    answer_text: str
    of: str
    condition: str
    basis: str
    grounds: str
    layer: str
    reason: str
    check: StanceCheck | None
    not_to_conclude: str


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    text: str
    side: str
    rule: str
    url: str
    count: int | None
    given: bool


@dataclass(frozen=True, slots=True)
class AnswerScale:
    """The answers to the position of a claim's first stance; the given one is marked."""

    question: str
    url: str
    ordered: bool
    choices: tuple[AnswerChoice, ...]


def shown_stances(
    claim: ClaimRecord, known: KnownRecords, checks: Mapping[str, ConsistencyCheck], *, frozen: bool
) -> tuple[ShownStance, ...]:
    """The stances of a claim; ``checks`` are the computed checks by position, empty for the past."""
    return tuple(
        _stance(claim, stance, known, checks.get(stance.position), frozen=frozen) for stance in claim.stances
    )


def _stance(
    claim: ClaimRecord,
    stance: Stance,
    known: KnownRecords,
    check: ConsistencyCheck | None,
    *,
    frozen: bool,
) -> ShownStance:
    position = known.position(stance.position)
    texts = {answer.slug: answer.text for answer in position.answers} if position else {}
    answer = texts.get(stance.answer, stance.answer) if stance.answer else ""
    grading = grading_of(claim, known, stance)
    shown = None
    if stance.unchanged and check is not None:
        shown = check_of_today(stance, check, stance.of or claim.on_behalf_of or claim.speaker)
    elif stance.unchanged:
        shown = check_of_then(stance, known, frozen=frozen)
    return ShownStance(
        question=known.label("position", stance.position).name,
        position_url=position_path(stance.position),
        answer_text=answer or NOTHING_CHANGED,
        of=known.label("speaker", stance.of).name if stance.of else "",
        condition=stance.condition,
        basis=STANCE_BASES.get(stance.basis, stance.basis),
        grounds=stance.grounds,
        layer=LAYERS[grading.layer],
        reason=grading.sentence,
        check=shown,
        not_to_conclude=position.not_to_conclude if position else "",
    )


MARKS = {
    "unclear": "?",
    "order_not_known": "?",
    "nothing_earlier": "•",
    "line_before": "•",
    "changed_before": "•",
    "goes_further": "↑",
    "goes_less_far": "↓",
}
"""The signs of outcomes that are not "same answer"."""


def consistency_of(
    claim: ClaimRecord, checks: Sequence[StanceCheck], contradictions: int, of_others: int, linked: int
) -> tuple[Consistency | None, str]:
    """The sign of a claim against the record, and the detail beside it.

    ``checks`` are those of its stances that say nothing has changed; their computed outcomes, with number,
    period and coverage, are the detail. ``contradictions`` is the number of contradictions, by editors, with
    statements of the same voice, ``of_others`` of other voices, ``linked`` of all linked claims.
    """
    unchanged = [stance for stance in claim.stances if stance.unchanged]
    outcomes = [stance.check.confirmed for stance in unchanged if stance.check and stance.check.confirmed]
    computed = " ".join(check.computed for check in checks if check.computed)
    detail = f"(computed today: {computed})" if computed else ""
    if "conflicts" in outcomes:
        words = "Says that nothing changed: conflicts with an earlier statement"
        return Consistency("≠", words, True), detail
    if outcomes:
        words = "; ".join(CONSISTENCY_OUTCOMES[outcome] for outcome in dict.fromkeys(outcomes))
        mark = next((MARKS[outcome] for outcome in MARKS if outcome in outcomes), "=")
        return Consistency(mark, f"Says that nothing changed: {words}"), detail
    if unchanged:
        return Consistency("=?", "Says that nothing changed: no editor has confirmed a check yet"), detail
    if contradictions:
        number = "1 statement" if contradictions == 1 else f"{contradictions} statements"
        words = f"Contradiction with {number} of the same voice, by our editors’ judgement"
        return Consistency("≠", words, True), ""
    if of_others:
        number = "1 statement" if of_others == 1 else f"{of_others} statements"
        return None, f"(at odds with {number} of others, with none of the same voice)"
    if linked:
        number = "1 claim" if linked == 1 else f"{linked} claims"
        return None, f"(linked to {number}, to none as a contradiction)"
    return None, "(no editor has linked it to other claims)"


def answer_scale(claim: ClaimRecord, known: KnownRecords) -> AnswerScale | None:
    """The answers to the position of the first stance; None if the claim takes no position."""
    stance = next(iter(claim.stances), None)
    position = known.position(stance.position) if stance else None
    if stance is None or position is None:
        return None
    choices = [
        AnswerChoice(answer.text, answer.side, "", "", None, answer.slug == stance.answer)
        for answer in position.answers
    ]
    if stance.unchanged and stance.answer is None:
        choices.append(AnswerChoice(NOTHING_CHANGED, "", "", "", None, True))
    return AnswerScale(
        question=position.question,
        url=position_path(position.slug),
        ordered=position.ordered,
        choices=tuple(choices),
    )
