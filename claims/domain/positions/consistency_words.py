"""Consistency checks in words: the outcome that the software computes, and the editor's decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.days import counted_days, date_range, unplaced_days
from claims.domain.positions.findings import (
    AS_REPORTED,
    SEARCHED,
    Texts,
    day,
    period,
    statements,
    within_sentence,
)
from claims.domain.positions.sentences import say
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.claim import Check
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, STANCE_BASES
from claims.domain.text.plurals import number_of

CAPS = {"not_searched": "; not searched", "incomplete": "; searched in part", "": "; searched"}

NOTHING_TO_TEST = "nothing earlier to hold it against"


@dataclass(frozen=True, slots=True)
class CheckInWords:
    """A check in words. ``computed`` is today's result, ``editor`` the editor's decision; both are shown.

    ``outcome`` is shown first: the editor's outcome, else the software's, else empty. ``baseline`` says what
    the claim refers to, ``basis`` how that is known, ``afterwards`` what was said later.
    """

    outcome: str
    is_confirmed: bool
    computed: str
    editor: str
    reason: str
    baseline: str
    basis: str
    notes: tuple[str, ...]
    afterwards: str


def check_in_words(check: ConsistencyCheck, recorded: Check | None, texts: Texts) -> CheckInWords:
    """A check in words for a page. ``recorded`` is the editor's decision, if there is one."""
    confirmed = recorded.confirmed if recorded else ""
    outcome = confirmed or check.outcome
    notes = (
        [say("not_placed", number=number_of(check.not_placed, "statement"))]
        if check.not_placed and check.tested
        else []
    )
    if check.outcome == "nothing_earlier" and check.passed_over:
        notes.append(say("passed_over", number=number_of(check.passed_over, "statement")))
    taken_back = counted_days(one for one in check.tested if one.taken_back)
    if taken_back:
        notes.append(say("tested_taken_back", number=number_of(taken_back, "statement")))
    first = CONSISTENCY_OUTCOMES.get(outcome, "")
    if outcome == check.outcome == "nothing_earlier" and check.passed_over:
        first = NOTHING_TO_TEST
    return CheckInWords(
        outcome=first,
        is_confirmed=bool(confirmed),
        computed=computed_sentence(check, texts),
        editor=editor_sentence(check, recorded),
        reason=recorded.reason if recorded and confirmed else "",
        baseline=baseline_words(check.claim.since),
        basis=STANCE_BASES.get(check.claim.basis, check.claim.basis),
        notes=tuple(notes),
        afterwards=afterwards_sentence(check, texts),
    )


def computed_sentence(check: ConsistencyCheck, texts: Texts) -> str:
    """The result of today as one sentence, with the number of statements, the period and the coverage."""
    earlier = number_of(check.days, "earlier statement")
    reported = AS_REPORTED if check.is_as_reported else ""
    if check.why_none == "claim_apart":
        return say("claim_apart", reason=check.claim.why_not_counted)
    if check.why_none == "as_reported":
        return _as_reported(check, texts)
    if check.outcome == "conflicts":
        return _conflict(check, texts)
    if check.outcome == "unclear":
        if check.not_placed and not check.tested:
            return say("unclear_order", number=number_of(check.not_placed, "statement"))
        return say("unclear_baseline", since=check.claim.since.short_words())
    if check.outcome == "nothing_earlier":
        return _nothing_earlier(check)
    if check.outcome == "one_agrees" and check.first:
        return say("one_agrees", day=day(check.first), reported=reported, cap=CAPS[check.cap])
    if check.outcome == "one_agrees":
        return say("one_agrees", day="no date", reported=reported, cap=CAPS[check.cap])
    return say("agrees", number=earlier, reported=reported, period=_period(check.tested), cap=CAPS[check.cap])


def editor_sentence(check: ConsistencyCheck, recorded: Check | None) -> str:
    """Who confirmed or overruled the outcome, when, and whether the record has changed since."""
    if recorded is None or not recorded.confirmed:
        return say("not_confirmed") if check.outcome else ""
    sentence = recorded_sentence(recorded)
    if check.outcome and check.outcome != recorded.computed:
        return f"{sentence} {say('has_moved_on', computed=CONSISTENCY_OUTCOMES[check.outcome])}"
    if check.outcome != recorded.computed:
        return f"{sentence} {say('has_no_outcome_now')}"
    tested = {one.key for one in check.tested}
    if recorded.tested and tested != set(recorded.tested):
        then, now = number_of(len(set(recorded.tested)), "claim"), number_of(len(tested), "claim")
        sentence = f"{sentence} {say('tested_has_changed', then=then, now=now)}"
    return sentence


def recorded_sentence(recorded: Check) -> str:
    """Who confirmed or overruled an outcome, and when. The check must have an outcome."""
    by = recorded.by or "an editor"
    on = f" on {FuzzyDate.parse(recorded.on).short_words()}" if recorded.on else ""
    if not recorded.computed:
        return say("set_by_editor", by=by, on=on)
    if recorded.computed == recorded.confirmed:
        return say("confirmed", by=by, on=on)
    return say("overruled", by=by, on=on, computed=CONSISTENCY_OUTCOMES[recorded.computed])


def afterwards_sentence(check: ConsistencyCheck, texts: Texts) -> str:
    """What the same voice said later on the same position."""
    if not check.afterwards:
        return say("nothing_afterwards_counts" if check.passed_over_later else "nothing_afterwards")
    when = _period(check.afterwards)
    count = number_of(check.afterwards_days, "statement")
    if not check.answer:
        return say("afterwards", number=count, period=when)
    if not check.differing_afterwards:
        return say("afterwards_same", number=count, period=when)
    differing = statements(check.differing_afterwards, texts)
    return say("afterwards_differs", number=count, period=when, statements=differing)


def baseline_words(since: FuzzyDate) -> str:
    """The baseline in words: "since 2017", or "no time named"."""
    return "no time named" if since.undated else f"since {since.short_words()}"


def _nothing_earlier(check: ConsistencyCheck) -> str:
    said, since = check.claim.said, check.claim.since
    day = "it was said" if said.starts_open or said.ends_open else said.short_words()
    from_ = since.short_words()
    searched = {"not_searched": "not_searched", "incomplete": "searched_in_part", "": "searched"}[check.cap]
    if since.undated:
        nothing = say("nothing_tested" if check.passed_over else "nothing_earlier")
        return f"{nothing} {say(f'before_{searched}', day=day)}"
    nothing = say("nothing_earlier")
    if check.passed_over:
        nothing = say("nothing_tested_since", since=from_, day=day)
    return f"{nothing} {say(f'since_{searched}', since=from_, day=day)}"


def _conflict(check: ConsistencyCheck, texts: Texts) -> str:
    """The conflicting statements and how many there were; also the answer, if the claim does not give it."""
    among = {
        "voice": within_sentence(check.claim.voice_name),
        "statements": statements(check.conflicting, texts),
    }
    if check.answer:
        count = number_of(counted_days(check.conflicting), "earlier statement")
        conflict = say("conflicts", number=count, **among)
    else:
        answers = number_of(len({one.answer for one in check.conflicting}), "answer")
        conflict = say("conflicts_with_one", number=answers, **among)
    sentences = [
        conflict,
        say(
            "held_against",
            number=number_of(check.days, "earlier statement"),
            period=_period(check.tested),
            searched=SEARCHED[check.span.searched],
        ),
    ]
    if check.answer and not check.claim.answer:
        sentences.append(say("latest_quoted", answer=texts.get(check.answer, check.answer)))
    return " ".join(sentences)


def _as_reported(check: ConsistencyCheck, texts: Texts) -> str:
    why = say("claim_as_reported" if check.claim.is_as_reported else "earlier_as_reported")
    if check.claim.answer:
        sentence = say(
            "differs_as_reported",
            answer=texts.get(check.answer, check.answer),
            number=number_of(counted_days(check.differing_as_reported), "earlier statement"),
            statements=statements(check.differing_as_reported, texts),
        )
    else:
        latest = {one.answer: one for one in check.tested}
        sentence = say(
            "differ_as_reported",
            number=number_of(check.days, "earlier statement"),
            statements=statements(latest.values(), texts),
        )
    return f"{sentence} {why}"


def _period(stances: Sequence[AttributedStance]) -> str:
    """The first and the latest date, and the number of those without a known date."""
    first, latest = date_range(stances)
    if first is None or latest is None:
        return "no dates"
    unknown = unplaced_days(stances)
    words = period(first, latest)
    return f"{words}, {unknown:,} of unknown day" if unknown else words
