"""The consistency check: compare a claim that nothing has changed with what the same voice said before.

The check uses the counted stances of the voice on the position that are known to be earlier than the claim.
If the claim names a baseline ("since 2017"), stances before the baseline are not used::

        baseline ├───────────────────┤ the claim "nothing has changed"
    ○       ?────┼──?   ●   ●   ●    │        ○
    before       not    tested                afterwards: reported separately
                 placed

The software proposes an outcome; an editor confirms it, or overrules it with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate, Order, order
from claims.domain.dates.order import earlier_and_later, in_known_order, latest_of
from claims.domain.positions.coverage import Search, Span, searches_about, span_searched
from claims.domain.positions.days import counted_days, date_range
from claims.domain.positions.voices import AttributedStance, Voice, line_of

Outcome = Literal["nothing_earlier", "one_agrees", "agrees", "conflicts", "unclear", ""]
WhyNone = Literal["claim_apart", "as_reported", ""]
Cap = Literal["not_searched", "incomplete", ""]
ONE_DAY: Final = timedelta(days=1)
CAPPED: Final = frozenset({"nothing_earlier", "one_agrees", "agrees"})


@dataclass(frozen=True, slots=True)
class ConsistencyCheck:
    """The result of the check of one claim that nothing has changed.

    * ``outcome`` is the proposed outcome. It is empty if the claim itself does not count (``why_none`` is
      "claim_apart"), or if what differs rests on reported or partial words alone ("as_reported").
    * ``cap`` limits an outcome without conflict if the time before the claim was not fully searched.
    * ``tested`` are the earlier statements in known order, ``days`` the number of their days, ``first`` and
      ``latest`` their dates.
    * ``answer`` is the answer that is said to be unchanged, ``conflicting`` are the statements that differ.
      ``differing_as_reported`` differ too, but rest on reported or partial words, which make no conflict.
    * ``not_placed`` is the number of statements that may lie on either side of the claim or of its baseline.
    * ``afterwards`` is what the voice said later, ``differing_afterwards`` the part of it that differs.
    * ``passed_over`` is set if nothing is tested: the number of days with statements that are, or may be,
      earlier. They do not count, give no answer, lie before the baseline, or their order is not known.
      ``passed_over_later`` is the same for later statements.
    """

    claim: AttributedStance
    outcome: Outcome
    why_none: WhyNone
    cap: Cap
    tested: tuple[AttributedStance, ...]
    days: int
    first: FuzzyDate | None
    latest: FuzzyDate | None
    answer: str
    conflicting: tuple[AttributedStance, ...]
    differing_as_reported: tuple[AttributedStance, ...]
    not_placed: int
    is_as_reported: bool
    span: Span
    afterwards: tuple[AttributedStance, ...]
    afterwards_days: int
    differing_afterwards: tuple[AttributedStance, ...]
    passed_over: int = 0
    passed_over_later: int = 0


def own_voice(claim: AttributedStance) -> Voice:
    """The voice with whose line a claim is compared: the one for which it says that nothing has changed."""
    return Voice(claim.voice, claim.voice_name)


def check_consistency(
    claim: AttributedStance,
    stances: Sequence[AttributedStance],
    *,
    position: str,
    searches: Sequence[Search] = (),
) -> ConsistencyCheck:
    """Compare a claim that nothing has changed with the other stances of its voice on the position.

    ``stances`` may include other voices and the claim itself.
    """
    voice = own_voice(claim)
    return _check(claim, line_of(stances, voice), _answering(stances, voice), voice, position, searches)


def check_each(
    claims: Iterable[AttributedStance],
    stances: Sequence[AttributedStance],
    *,
    position: str,
    searches: Sequence[Search] = (),
) -> tuple[ConsistencyCheck, ...]:
    """Check several claims on one position, each against its own voice."""
    lines: dict[str, tuple[Sequence[AttributedStance], Sequence[AttributedStance]]] = {}
    checks = []
    for claim in claims:
        voice = own_voice(claim)
        if voice.slug not in lines:
            spoken = line_of(stances, voice)
            lines[voice.slug] = spoken, _answering(spoken, voice)
        whole, answering = lines[voice.slug]
        checks.append(_check(claim, whole, answering, voice, position, searches))
    return tuple(checks)


def _answering(stances: Sequence[AttributedStance], voice: Voice) -> tuple[AttributedStance, ...]:
    """The counted stances of a voice that give an answer, in known order."""
    return in_known_order([one for one in line_of(stances, voice) if one.answer and not one.why_not_counted])


def _check(
    claim: AttributedStance,
    whole: Sequence[AttributedStance],
    answering: Sequence[AttributedStance],
    voice: Voice,
    position: str,
    searches: Sequence[Search],
) -> ConsistencyCheck:
    others = [one for one in answering if one.key != claim.key]
    earlier, later = earlier_and_later(claim, others)
    floating = len(others) - len(earlier) - len(later)
    tested, unplaced = _from_baseline(claim.since, earlier)
    answer = claim.answer or _standing(tested)
    differing = tuple(one for one in tested if one.answer != answer)
    conflicting, against = _conflicting(claim, tested)
    if conflicting:
        answer = against
    not_placed = floating + unplaced
    outcome, why_none = _outcome(claim, tested, differing, conflicting, not_placed)
    span = _span(claim, voice, position, searches)
    first, latest = date_range(tested)
    return ConsistencyCheck(
        claim=claim,
        outcome=outcome,
        why_none=why_none,
        cap=_cap(span) if outcome in CAPPED else "",
        tested=tested,
        days=counted_days(tested),
        first=first,
        latest=latest,
        answer=answer,
        conflicting=conflicting if outcome == "conflicts" else (),
        differing_as_reported=() if conflicting else differing,
        not_placed=not_placed,
        is_as_reported=bool(tested) and all(one.is_as_reported for one in tested),
        span=span,
        afterwards=later,
        afterwards_days=counted_days(later),
        differing_afterwards=tuple(one for one in later if answer and one.answer != answer),
        passed_over=0 if tested else counted_days(one for one in whole if _may_be_earlier(one, claim)),
        passed_over_later=0 if later else counted_days(one for one in whole if _may_be_earlier(claim, one)),
    )


def _from_baseline(
    since: FuzzyDate, earlier: Sequence[AttributedStance]
) -> tuple[tuple[AttributedStance, ...], int]:
    """The statements since the baseline, and the number of those that may lie on either side of it."""
    if since.undated:
        return tuple(earlier), 0
    tested = tuple(one for one in earlier if one.said.earliest >= since.latest)
    unplaced = sum(one.said.earliest < since.latest and one.said.latest >= since.earliest for one in earlier)
    return tested, unplaced


def _standing(tested: Sequence[AttributedStance]) -> str:
    """The answer of the latest statements, or empty if they differ."""
    latest = {one.answer for one in latest_of(tested)}
    return latest.pop() if len(latest) == 1 else ""


def _conflicting(
    claim: AttributedStance, tested: Sequence[AttributedStance]
) -> tuple[tuple[AttributedStance, ...], str]:
    """The quoted statements that differ from what a quoted claim says or implies, and that answer."""
    if claim.is_as_reported:
        return (), ""
    quoted = [one for one in tested if not one.is_as_reported]
    if not claim.answer and len({one.answer for one in quoted}) < 2:
        return (), ""
    answer = claim.answer or _standing(quoted)
    return tuple(one for one in quoted if one.answer != answer), answer


def _may_be_earlier(one: AttributedStance, other: AttributedStance) -> bool:
    """Whether ``one`` may be earlier than ``other``; on the same day, whether its time is earlier."""
    if one.key == other.key:
        return False
    first, then = one.said, other.said
    is_one_day = first.earliest == first.latest == then.earliest == then.latest
    return order(first, then) is Order.BEFORE if is_one_day else first.earliest <= then.latest


def _outcome(
    claim: AttributedStance,
    tested: Sequence[AttributedStance],
    differing: Sequence[AttributedStance],
    conflicting: Sequence[AttributedStance],
    not_placed: int,
) -> tuple[Outcome, WhyNone]:
    if claim.why_not_counted:
        return "", "claim_apart"
    if not claim.since.undated and order(claim.since, claim.said) is not Order.BEFORE:
        return "unclear", ""
    if conflicting:
        return "conflicts", ""
    if differing:
        return "", "as_reported"
    if not tested:
        return ("unclear", "") if not_placed else ("nothing_earlier", "")
    return ("one_agrees" if counted_days(tested) == 1 else "agrees"), ""


def _span(claim: AttributedStance, voice: Voice, position: str, searches: Sequence[Search]) -> Span:
    """How far the time from the baseline, or from the beginning, to the day before the claim was searched."""
    about = searches_about(searches, voice, position)
    first = EARLIEST if claim.since.undated else claim.since.earliest
    last = claim.said.latest if claim.said.undated else claim.said.earliest
    return span_searched(about, first, last - ONE_DAY if EARLIEST < last < LATEST else last)


def _cap(span: Span) -> Cap:
    if span.searched == "searched":
        return ""
    return "incomplete" if span.checks else "not_searched"
