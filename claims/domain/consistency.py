"""The consistency check: a claim that nothing has changed, held against what the same voice said before.

It looks at the counted stances of the voice on the position that are known to be earlier than the claim and,
if the claim names a baseline ("since 2017"), known not to be earlier than that::

        baseline ├───────────────────┤ the claim "nothing has changed"
    ○       ?────┼──?   ●   ●   ●    │        ○
    before, or   not    tested                afterwards: told beside it
    not placed   placed

The software proposes one of the outcomes of DESIGN §3; an editor confirms or overrules it with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from claims.domain.coverage import Search, Span, searches_about, span_searched
from claims.domain.dates import EARLIEST, LATEST, FuzzyDate, Order, order
from claims.domain.known_order import around, arranged, latest_of
from claims.domain.stance_units import counted_days, reach
from claims.domain.voices import Voice, VoicedStance, line_of

Outcome = Literal["nothing_earlier", "one_agrees", "agrees", "conflicts", "unclear", ""]
WhyNone = Literal["claim_apart", "as_reported", ""]
Cap = Literal["not_searched", "incomplete", ""]
ONE_DAY: Final = timedelta(days=1)
CAPPED: Final = frozenset({"nothing_earlier", "one_agrees", "agrees"})


@dataclass(frozen=True, slots=True)
class ConsistencyCheck:
    """What the record gives for one claim that nothing has changed.

    ``outcome`` is what the software proposes; empty where it may propose none: the claim itself does not
    count (``why_none`` is "claim_apart"), or what differs is known "as_reported" alone.
    ``cap`` limits an outcome that is no conflict where the time before the claim was not searched. ``tested``
    are the earlier statements in known order, ``days`` their n, ``first`` and ``latest`` their dates;
    ``conflicting`` those that differ from what is said to be unchanged. ``differing_as_reported`` differ too,
    but are known from reported or partial words alone, which make no conflict. ``not_placed`` counted
    statements could not be put before or after the claim, or its baseline. ``afterwards`` is what the voice
    said later, and ``differing_afterwards`` the part of it that differs. Where nothing is tested,
    ``passed_over`` is the number of statements of the voice that are, or may be, earlier; where nothing is
    told afterwards, ``passed_over_later`` that of those that may be later: from before the baseline, without
    an answer, apart, or of unknown order.
    """

    claim: VoicedStance
    outcome: Outcome
    why_none: WhyNone
    cap: Cap
    tested: tuple[VoicedStance, ...]
    days: int
    first: FuzzyDate | None
    latest: FuzzyDate | None
    answer: str
    conflicting: tuple[VoicedStance, ...]
    differing_as_reported: tuple[VoicedStance, ...]
    not_placed: int
    is_as_reported: bool
    span: Span
    afterwards: tuple[VoicedStance, ...]
    afterwards_days: int
    differing_afterwards: tuple[VoicedStance, ...]
    passed_over: int = 0
    passed_over_later: int = 0


def own_voice(claim: VoicedStance) -> Voice:
    """The voice whose line a claim is held against: the one for which it says that nothing has changed."""
    return Voice(claim.voice, claim.voice_name)


def check_consistency(
    claim: VoicedStance,
    stances: Sequence[VoicedStance],
    *,
    position: str,
    searches: Sequence[Search] = (),
    voice: Voice | None = None,
) -> ConsistencyCheck:
    """Hold a claim that nothing has changed against the stances of its voice on the position.

    ``stances`` may hold those of other voices, and the claim itself; ``voice`` is the claim's own unless one
    is given.
    """
    voice = voice or own_voice(claim)
    return _check(claim, line_of(stances, voice), _answering(stances, voice), voice, position, searches)


def check_each(
    claims: Iterable[VoicedStance],
    stances: Sequence[VoicedStance],
    *,
    position: str,
    searches: Sequence[Search] = (),
) -> tuple[ConsistencyCheck, ...]:
    """The same for some claims on one position, each against its own voice, whose line is found once."""
    lines: dict[str, tuple[Sequence[VoicedStance], Sequence[VoicedStance]]] = {}
    checks = []
    for claim in claims:
        voice = own_voice(claim)
        if voice.slug not in lines:
            spoken = line_of(stances, voice)
            lines[voice.slug] = spoken, _answering(spoken, voice)
        whole, answering = lines[voice.slug]
        checks.append(_check(claim, whole, answering, voice, position, searches))
    return tuple(checks)


def _answering(stances: Sequence[VoicedStance], voice: Voice) -> tuple[VoicedStance, ...]:
    """What counts of the line of a voice and gives an answer, in known order."""
    return arranged([one for one in line_of(stances, voice) if one.answer and not one.why_apart])


def _check(
    claim: VoicedStance,
    whole: Sequence[VoicedStance],
    answering: Sequence[VoicedStance],
    voice: Voice,
    position: str,
    searches: Sequence[Search],
) -> ConsistencyCheck:
    others = [one for one in answering if one.key != claim.key]
    earlier, later = around(claim, others)
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
    first, latest = reach(tested)
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


def _from_baseline(since: FuzzyDate, earlier: Sequence[VoicedStance]) -> tuple[tuple[VoicedStance, ...], int]:
    """The statements from the baseline on, and how many may lie on either side of it."""
    if since.undated:
        return tuple(earlier), 0
    tested = tuple(one for one in earlier if one.said.earliest >= since.latest)
    unplaced = sum(one.said.earliest < since.latest and one.said.latest >= since.earliest for one in earlier)
    return tested, unplaced


def _standing(tested: Sequence[VoicedStance]) -> str:
    """The answer that the latest of these give, if they give one."""
    latest = {one.answer for one in latest_of(tested)}
    return latest.pop() if len(latest) == 1 else ""


def _conflicting(claim: VoicedStance, tested: Sequence[VoicedStance]) -> tuple[tuple[VoicedStance, ...], str]:
    """The quoted statements that differ from what the quoted claim says, or implies, and that answer."""
    if claim.is_as_reported:
        return (), ""
    quoted = [one for one in tested if not one.is_as_reported]
    if not claim.answer and len({one.answer for one in quoted}) < 2:
        return (), ""
    answer = claim.answer or _standing(quoted)
    return tuple(one for one in quoted if one.answer != answer), answer


def _may_be_earlier(one: VoicedStance, other: VoicedStance) -> bool:
    """Whether it may be of an earlier day, or of an earlier time of that day."""
    if one.key == other.key:
        return False
    first, then = one.said, other.said
    is_one_day = first.earliest == first.latest == then.earliest == then.latest
    return order(first, then) is Order.BEFORE if is_one_day else first.earliest <= then.latest


def _outcome(
    claim: VoicedStance,
    tested: Sequence[VoicedStance],
    differing: Sequence[VoicedStance],
    conflicting: Sequence[VoicedStance],
    not_placed: int,
) -> tuple[Outcome, WhyNone]:
    if claim.why_apart:
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


def _span(claim: VoicedStance, voice: Voice, position: str, searches: Sequence[Search]) -> Span:
    """What was searched from the baseline, or from the beginning of time, to the day before the claim."""
    about = searches_about(searches, voice, position)
    first = EARLIEST if claim.since.undated else claim.since.earliest
    last = claim.said.latest if claim.said.undated else claim.said.earliest
    return span_searched(about, first, last - ONE_DAY if EARLIEST < last < LATEST else last)


def _cap(span: Span) -> Cap:
    if span.searched == "searched":
        return ""
    return "incomplete" if span.checks else "not_searched"
