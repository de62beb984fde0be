"""The no-change check: compare a claim that nothing has changed with what the same voice said before.

The run consists of the answers before the claim, from the latest back, as long as they are on one side::

    ‘No’   ‘Yes’  ‘Yes’  ‘Yes, gladly’   "nothing has changed"      ‘No’
     ○       ●──────●────────●                  │                    ○
    before the run: a change    the run                          afterwards: separate

A claim that gives an answer itself agrees with the run, goes further or less far, or may conflict with it. A
claim without an answer is never said to agree. A time that it names (``since``) is tested separately. The
software proposes an outcome; an editor confirms it, or overrules it with a reason.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal

from claims.domain.dates.fuzzy import EARLIEST, LATEST, Order, order
from claims.domain.dates.order import (
    KnownOrder,
    earlier_and_later,
    in_known_order,
    is_known_before,
    latest_of,
)
from claims.domain.positions.coverage import Search, Span, searches_about, span_searched
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance, Stances, Voice, line_of

Outcome = Literal[
    "nothing_earlier",
    "agrees",
    "goes_further",
    "goes_less_far",
    "conflicts",
    "line_before",
    "changed_before",
    "named_beside",
    "order_not_known",
    "",
]
SinceOutcome = Literal["", "unclear", "not_tested", "holds", "conflicts"]
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SinceTest:
    """What is known of the time since which nothing is said to have changed.

    ``between`` are the answers from that time to the claim, ``at_that_time`` the latest before it. The
    outcome is empty if no time is named, "unclear" if it is not known to lie before the claim, "not_tested"
    if nothing lies there. Without a claim of ``held_by`` it would be "conflicts".
    """

    outcome: SinceOutcome
    between: tuple[AttributedStance, ...] = ()
    at_that_time: tuple[AttributedStance, ...] = ()
    held_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ConsistencyCheck:
    """The result of the check of one claim that nothing has changed.

    * ``outcome`` is the proposed outcome. It is empty if the claim is summed up or its speaker not named.
    * ``run`` are the answers of the run in known order, ``latest`` the last of them, ``before_run`` the
      latest answers on another side before it.
    * ``not_placed`` are answers that may lie before or after the claim, or whose order among the latest is
      not known. ``summed_up`` are sentences of the voice that sum up, and may be earlier.
    * ``since`` tests the time that the claim names.
    * ``is_as_reported`` means that the claim, or all that it is compared with, is not quoted.
    * ``afterwards`` is what the voice said later, ``differing_afterwards`` the part of it on another side.
    * ``span`` says how far the time before the claim was searched.
    """

    claim: AttributedStance
    answers: Answers
    outcome: Outcome
    run: tuple[AttributedStance, ...]
    latest: tuple[AttributedStance, ...]
    before_run: tuple[AttributedStance, ...]
    not_placed: tuple[AttributedStance, ...]
    summed_up: tuple[AttributedStance, ...]
    since: SinceTest
    is_as_reported: bool
    afterwards: tuple[AttributedStance, ...]
    differing_afterwards: tuple[AttributedStance, ...]
    span: Span

    @property
    def tested(self) -> tuple[AttributedStance, ...]:
        """What the claim was compared with."""
        return (*self.before_run, *self.run)

    @property
    def conflicting(self) -> tuple[AttributedStance, ...]:
        """The earlier statements with which it may conflict; empty for another outcome."""
        if self.outcome != "conflicts":
            return ()
        if self.since.outcome == "conflicts":
            side = self.answers.side(self.claim.answer or self.latest[-1].answer if self.latest else "")
            compared = (*self.since.at_that_time, *self.since.between)
            return tuple(one for one in compared if self.answers.side(one.answer) != side)
        return self.latest


def check_consistency(
    claim: AttributedStance,
    stances: Sequence[AttributedStance],
    *,
    position: str,
    answers: Answers,
    searches: Sequence[Search] = (),
) -> ConsistencyCheck:
    """Compare a claim that nothing has changed with the other stances of its voice on the position.

    ``stances`` are all on the position: they may include other voices and the claim itself.
    """
    (check,) = check_each([claim], stances, position=position, answers=answers, searches=searches)
    return check


def check_each(
    claims: Iterable[AttributedStance],
    stances: Sequence[AttributedStance],
    *,
    position: str,
    answers: Answers,
    searches: Sequence[Search] = (),
) -> tuple[ConsistencyCheck, ...]:
    """Check several claims on one position, each against its own voice."""
    lines: dict[str, tuple[AttributedStance, ...]] = {}
    about: dict[str, Sequence[Search]] = {}
    checks = []
    for claim in claims:
        voice = Voice(claim.voice, claim.voice_name)
        if voice.slug not in lines:
            lines[voice.slug] = in_known_order(Stances(line_of(stances, voice)).not_summed_up)
            about[voice.slug] = searches_about(searches, voice, position, stances)
        checks.append(_check(claim, lines[voice.slug], answers, about[voice.slug]))
    return tuple(checks)


def _check(
    claim: AttributedStance,
    line: Sequence[AttributedStance],
    answers: Answers,
    about: Sequence[Search],
) -> ConsistencyCheck:
    others = [one for one in line if one.answer and one.is_in_line and one.key != claim.key]
    earlier, later = earlier_and_later(claim, others)
    placed = {one.key for one in (*earlier, *later)}
    run = _run(earlier, answers)
    since = _since(claim, earlier, run, answers)
    outcome = _outcome(claim, run, since, answers, floating=len(others) > len(placed))
    side = answers.side(claim.answer or (run.latest[-1].answer if run.latest else ""))
    return ConsistencyCheck(
        claim=claim,
        answers=answers,
        outcome=outcome,
        run=_same_answer(claim, run.stances, answers),
        latest=run.latest,
        before_run=run.before,
        not_placed=(*run.not_placed, *(one for one in others if one.key not in placed)),
        summed_up=tuple(one for one in line if one.layer == "summed_up" and _may_be_earlier(one, claim)),
        since=since,
        is_as_reported=claim.is_as_reported or all(one.is_as_reported for one in run.latest or run.stances),
        afterwards=later,
        differing_afterwards=tuple(
            one for one in later if (claim.answer or run.latest) and answers.side(one.answer) != side
        ),
        span=_span(claim, about),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    stances: tuple[AttributedStance, ...] = ()
    latest: tuple[AttributedStance, ...] = ()
    before: tuple[AttributedStance, ...] = ()
    not_placed: tuple[AttributedStance, ...] = ()


def _run(earlier: Sequence[AttributedStance], answers: Answers) -> _Run:
    """The run of the earlier answers. It is empty if the latest ones are on different sides."""
    if not earlier:
        return _Run()
    latest = latest_of(earlier)
    sides = {answers.side(one.answer) for one in latest}
    if len(sides) > 1:
        return _Run(not_placed=latest)
    side = sides.pop()
    if not any(one.precedes or one.said.instant for one in earlier):
        return _run_by_days(earlier, latest, [answers.side(one.answer) == side for one in earlier])
    known = KnownOrder(earlier)
    ordered = [earlier[place] for place in known.places]
    elsewhere = sum(1 << n for n, one in enumerate(ordered) if answers.side(one.answer) != side)
    run = [n for n, one in enumerate(ordered) if not elsewhere >> n & 1 and not elsewhere & ~known.before[n]]
    before = [n for n in range(len(ordered)) if elsewhere >> n & 1 and not known.after[n] & elsewhere]
    return _Run(tuple(ordered[n] for n in run), latest, tuple(ordered[n] for n in before))


def _run_by_days(
    earlier: Sequence[AttributedStance], latest: tuple[AttributedStance, ...], is_beside: Sequence[bool]
) -> _Run:
    """The same run where days alone give the order: only what ended near a statement is compared with it."""
    elsewhere = [one for one, beside in zip(earlier, is_beside, strict=True) if not beside]
    ends = [one.said.latest.toordinal() for one in elsewhere]
    run = []
    for one, beside in zip(earlier, is_beside, strict=True):
        if beside:
            near = elsewhere[bisect_left(ends, one.said.earliest.toordinal() - 1) :]
            if all(is_known_before(other, one) for other in reversed(near)):
                run.append(one)
    return _Run(tuple(run), latest, latest_of(elsewhere))


def _same_answer(
    claim: AttributedStance, run: tuple[AttributedStance, ...], answers: Answers
) -> tuple[AttributedStance, ...]:
    """The run; if answers can be named side by side, only what gives the answer of the claim."""
    if not claim.answer or answers.ordered or answers.exclusive:
        return run
    return tuple(one for one in run if one.answer == claim.answer) or run


def _outcome(
    claim: AttributedStance, run: _Run, since: SinceTest, answers: Answers, *, floating: bool
) -> Outcome:
    if not claim.is_in_line:
        return ""
    if run.not_placed:
        return "order_not_known"
    if not run.latest:
        return "order_not_known" if floating else "nothing_earlier"
    if since.outcome == "conflicts":
        return "conflicts"
    if not claim.answer:
        return "changed_before" if run.before else "line_before"
    given = {one.answer for one in run.latest}
    if claim.answer in given or (not answers.ordered and claim.answer in {one.answer for one in run.stances}):
        return "agrees"
    match answers.difference(run.latest[-1].answer, claim.answer):
        case "further":
            return "goes_further"
        case "less_far":
            return "goes_less_far"
        case "beside" | "between":
            return "named_beside"
        case _:
            return "conflicts"


def _since(
    claim: AttributedStance, earlier: Sequence[AttributedStance], run: _Run, answers: Answers
) -> SinceTest:
    test = _since_alone(claim, earlier, run, answers)
    sides = Counter(answers.side(one.answer) for one in test.at_that_time)
    held_by = set()
    # Between two sides nothing conflicts. Without a claim that is alone on one of them it may.
    for one in test.at_that_time if test.outcome != "conflicts" and len(sides) == 2 else ():
        if sides[answers.side(one.answer)] == 1:
            others = [other for other in earlier if other is not one]
            if _since_alone(claim, others, _run(others, answers), answers).outcome == "conflicts":
                held_by.add(one.key)
    return replace(test, held_by=frozenset(held_by))


def _since_alone(
    claim: AttributedStance, earlier: Sequence[AttributedStance], run: _Run, answers: Answers
) -> SinceTest:
    since = claim.since
    if since.undated:
        return SinceTest("")
    if order(since, claim.said) is not Order.BEFORE:
        return SinceTest("unclear")
    between = tuple(one for one in earlier if one.said.earliest >= since.latest)
    at_that_time = latest_of([one for one in earlier if one.said.latest < since.earliest])
    sides = {answers.side(one.answer) for one in between}
    if claim.answer:
        sides.add(answers.side(claim.answer))
    then = {answers.side(one.answer) for one in at_that_time}
    now = sides or {answers.side(one.answer) for one in run.latest}
    if len(sides) > 1 or (len(then) == 1 and now and now != then):
        return SinceTest("conflicts", between, at_that_time)
    return SinceTest("holds" if between else "not_tested", between, at_that_time)


def _may_be_earlier(one: AttributedStance, other: AttributedStance) -> bool:
    return order(one.said, other.said) is not Order.AFTER and one.said.earliest <= other.said.latest


def _span(claim: AttributedStance, about: Sequence[Search]) -> Span:
    """How far the time from the baseline, or from the beginning, to the day before the claim was searched."""
    first = EARLIEST if claim.since.undated else claim.since.earliest
    last = claim.said.latest if claim.said.undated else claim.said.earliest
    return span_searched(about, first, last - ONE_DAY if EARLIEST < last < LATEST else last)
