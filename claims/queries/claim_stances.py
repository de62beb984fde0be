"""What a claim says on positions, and how it stands to the record: the stances of the claim page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.counting import as_reported, why_not_counted
from claims.domain.dates import FuzzyDate
from claims.domain.paths import position_path
from claims.domain.record import Check, ClaimRecord, Stance
from claims.domain.vocabulary import CONSISTENCY_OUTCOMES, STANCE_BASES
from claims.models import CoverageCheck
from claims.queries.claim_rows import Consistency
from claims.queries.known_records import KnownRecords

NOT_CHECKED = "Not checked yet against earlier statements."
NOT_SEARCHED = "Not searched yet. This is a gap in our work, not in the record."
NOTHING_CHANGED = "Nothing changed"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether anybody looked: ``kind`` is "searched" or "not_searched"; the two are never drawn alike."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownStance:
    """One stance; ``counted`` says whether it counts towards findings, and why not."""

    question: str
    position_url: str
    answer_text: str
    of: str
    condition: str
    basis: str
    grounds: str
    counted: str
    no_change: str
    reason: str
    coverage: Coverage | None
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
    """The answers of the position of a claim's first stance, with the one that it gives marked."""

    question: str
    url: str
    ordered: bool
    choices: tuple[AnswerChoice, ...]


def shown_stances(
    claim: ClaimRecord, known: KnownRecords, searched: frozenset[str]
) -> tuple[ShownStance, ...]:
    """The stances of a claim; ``searched`` are the positions on which somebody has searched at all."""
    return tuple(_stance(claim, stance, known, stance.position in searched) for stance in claim.stances)


def searched_positions(claim: ClaimRecord) -> frozenset[str]:
    """The positions of its no-change stances that a public coverage check names. At most one query."""
    wanted = [stance.position for stance in claim.stances if stance.unchanged]
    if not wanted:
        return frozenset()
    checks = CoverageCheck.objects.published().filter(positions__slug__in=wanted)
    return frozenset(checks.values_list("positions__slug", flat=True))


def _stance(claim: ClaimRecord, stance: Stance, known: KnownRecords, is_searched: bool) -> ShownStance:
    position = known.position(stance.position)
    speaker = known.speaker(claim.speaker)
    texts = {answer.slug: answer.text for answer in position.answers} if position else {}
    answer = texts.get(stance.answer, stance.answer) if stance.answer else ""
    not_counted = why_not_counted(
        claim.words.form or "reported", speaker.kind if speaker else "person", stance.basis
    )
    coverage = None
    if stance.unchanged and not (stance.check and stance.check.confirmed == "conflicts"):
        coverage = (
            Coverage("searched", "Searched in part.")
            if is_searched
            else Coverage("not_searched", NOT_SEARCHED)
        )
    return ShownStance(
        question=known.label("position", stance.position).name,
        position_url=position_path(stance.position),
        answer_text=answer or NOTHING_CHANGED,
        of=known.label("speaker", stance.of).name if stance.of else "",
        condition=stance.condition,
        basis=STANCE_BASES.get(stance.basis, stance.basis),
        grounds=stance.grounds,
        counted=_counted(claim.words.form, not_counted),
        no_change=_no_change(stance, known) if stance.unchanged else "",
        reason=_reason(stance.check),
        coverage=coverage,
        not_to_conclude=position.not_to_conclude if position else "",
    )


def _counted(form: str, not_counted: str) -> str:
    if not_counted:
        return f"Shown, {not_counted[0].lower()}{not_counted[1:]}"
    return "Counted, as reported." if as_reported(form) else "Counted."


def _no_change(stance: Stance, known: KnownRecords) -> str:
    since = FuzzyDate.parse(stance.since)
    said = "Says that nothing has changed" + ("." if since.undated else f" since {since.words()}.")
    if stance.check is None or not stance.check.confirmed:
        return f"{said} {NOT_CHECKED}"
    return f"{said} {_outcome(stance.check, known)}"


def _outcome(check: Check, known: KnownRecords) -> str:
    """The confirmed outcome as a sentence, with the claims that were tested."""
    tested = [claim for claim in map(known.claim, check.tested) if claim]
    days = sorted((FuzzyDate.parse(claim.said) for claim in tested), key=lambda day: day.earliest)
    dated = [day.short_words() for day in days if not day.undated]
    period = f" ({dated[0]} – {dated[-1]})" if len(dated) > 1 else f" ({dated[0]})" if dated else ""
    if check.confirmed == "agrees" and len(tested) > 1:
        return f"Agrees with {len(tested)} earlier statements on our record{period}."
    if check.confirmed == "one_agrees":
        return f"One earlier statement on our record{period}, agrees."
    words = CONSISTENCY_OUTCOMES.get(check.confirmed, check.confirmed)
    return f"{words[0].upper()}{words[1:]}{period}."


def _reason(check: Check | None) -> str:
    if check is None or not check.confirmed:
        return ""
    by = f"confirmed by {check.by or 'an editor'}"
    on = f" on {FuzzyDate.parse(check.on).short_words()}" if check.on else ""
    return f"{check.reason} Suggested by software, {by}{on}.".strip()


def consistency_of(
    claim: ClaimRecord, contradictions: int, of_others: int, linked: int
) -> tuple[Consistency | None, str]:
    """The sign of a claim against the record, and the detail beside it.

    ``contradictions`` are those that editors see with statements of the same voice, ``of_others`` those with
    statements of another: two that differ do not contradict themselves.
    """
    unchanged = [stance for stance in claim.stances if stance.unchanged]
    outcomes = [stance.check.confirmed for stance in unchanged if stance.check and stance.check.confirmed]
    if "conflicts" in outcomes:
        return Consistency("≠", "Says that nothing changed: conflicts with an earlier statement", True), ""
    if outcomes:
        words = "; ".join(CONSISTENCY_OUTCOMES[outcome] for outcome in dict.fromkeys(outcomes))
        return Consistency("=", f"Says that nothing changed: {words}"), ""
    if unchanged:
        return Consistency("=?", "Says that nothing changed: not checked yet"), ""
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
    """The scale of the first stance's position, or nothing where the claim takes none."""
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


def positions_of(claims: Iterable[ClaimRecord]) -> frozenset[str]:
    """The positions on which any of these claims takes a stance."""
    return frozenset(stance.position for claim in claims for stance in claim.stances)
