"""Intervals so long that the line is broken there, and how far they were searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final, Literal

from claims.domain.positions.coverage import Search, Span, span_searched
from claims.domain.positions.days import counted_days
from claims.domain.positions.voices import AttributedStance

LONG: Final = 90
"""An interval of more days than this breaks the line, unless the voice usually speaks less often."""
ENOUGH_FOR_MEDIAN: Final = 6
TIMES_MEDIAN: Final = 3
ONE_DAY: Final = timedelta(days=1)

Gap = Literal["silence", "partly_searched", "not_searched"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A long time between two successive statements, from ``after`` to ``before``.

    ``days`` is the number of days from one to the other. ``span`` says how far the days between were
    searched. ``undated`` and ``not_counted`` are numbers of statements that lie, or may lie, within it:
    ``undated`` those without a known date, ``not_counted`` those that do not count.
    """

    after: AttributedStance
    before: AttributedStance
    days: int
    gap: Gap
    span: Span
    undated: int
    not_counted: int = 0


def long_intervals(
    counted: Sequence[AttributedStance], about: Sequence[Search], not_counted: Sequence[AttributedStance] = ()
) -> tuple[Interval, ...]:
    """The times between successive statements that are certainly longer than usual, in order.

    ``counted`` are the counted statements of one voice on one position, in any order, ``not_counted`` those
    that do not count, and ``about`` the searches for this voice and position.
    """
    placed = [one for one in counted if not (one.said.starts_open or one.said.ends_open)]
    placed.sort(key=lambda one: (one.said.earliest, one.said.latest, one.key))
    floating = [one for one in counted if one.said.starts_open or one.said.ends_open]
    neighbours = _neighbours(placed)
    usual = _usual([days for *_, days in neighbours])
    return tuple(
        _interval(after, before, days, floating, not_counted, about)
        for after, before, days in neighbours
        if days > usual
    )


def _neighbours(placed: Sequence[AttributedStance]) -> list[tuple[AttributedStance, AttributedStance, int]]:
    """Each statement, the one before it, and the least number of days between, if there are any."""
    found = []
    reached: AttributedStance | None = None
    for stance in placed:
        if reached is not None and stance.said.earliest > reached.said.latest:
            found.append((reached, stance, (stance.said.earliest - reached.said.latest).days))
        if reached is None or stance.said.latest >= reached.said.latest:
            reached = stance
    return found


def _usual(intervals: Sequence[int]) -> float:
    """The longest usual interval: 90 days, or three times the median if there are six statements or more."""
    if len(intervals) + 1 < ENOUGH_FOR_MEDIAN:
        return LONG
    return max(LONG, TIMES_MEDIAN * median(intervals))


def _interval(
    after: AttributedStance,
    before: AttributedStance,
    days: int,
    floating: Sequence[AttributedStance],
    not_counted: Sequence[AttributedStance],
    about: Sequence[Search],
) -> Interval:
    span = span_searched(about, after.said.latest + ONE_DAY, before.said.earliest - ONE_DAY)
    return Interval(
        after=after,
        before=before,
        days=days,
        gap="silence" if span.is_silent else "partly_searched" if span.checks else "not_searched",
        span=span,
        undated=counted_days(one for one in floating if _may_lie_between(after, one, before)),
        not_counted=counted_days(one for one in not_counted if _may_lie_between(after, one, before)),
    )


def _may_lie_between(after: AttributedStance, one: AttributedStance, before: AttributedStance) -> bool:
    return one.said.earliest < before.said.earliest and one.said.latest > after.said.latest
