"""Intervals so long that the line is broken there, and how far they were searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final, Literal

from claims.domain.positions.coverage import FEWEST_SILENT_DAYS, Search, Span, span_searched
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

    ``days`` is the number of days from one to the other. ``gap`` is "silence" if searches prove that nothing
    was said on any day between. ``span`` says how far the days between were searched. ``undated`` are the
    statements without a known date that may lie within it. ``doubted_by`` are the keys of claims that a
    search missed: without any one of them a longer silence would be proved.
    """

    after: AttributedStance
    before: AttributedStance
    days: int
    gap: Gap
    span: Span
    undated: tuple[AttributedStance, ...]
    doubted_by: frozenset[str] = frozenset()


def long_intervals(stances: Sequence[AttributedStance], about: Sequence[Search]) -> tuple[Interval, ...]:
    """The times between successive statements that are certainly longer than usual, in order.

    ``stances`` are the line of one voice on one position, in any order, ``about`` the searches for it.
    """
    placed = [one for one in stances if one.said.is_closed]
    placed.sort(key=lambda one: (one.said.earliest, one.said.latest, one.key))
    floating = [one for one in stances if not one.said.is_closed]
    neighbours = _neighbours(placed)
    usual = _usual([days for *_, days in neighbours])
    return tuple(
        _interval(after, before, days, floating, about) for after, before, days in neighbours if days > usual
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
    about: Sequence[Search],
) -> Interval:
    first, last = after.said.latest + ONE_DAY, before.said.earliest - ONE_DAY
    span = span_searched(about, first, last)
    missed = frozenset().union(*(search.missed for search in about))
    return Interval(
        after=after,
        before=before,
        days=days,
        gap=_gap(span),
        span=span,
        undated=tuple(
            one
            for one in floating
            if one.said.earliest < before.said.earliest and one.said.latest > after.said.latest
        ),
        doubted_by=frozenset(
            key
            for key in missed
            if _silence(span_searched([search.without(key) for search in about], first, last))
            != _silence(span)
        ),
    )


def _gap(span: Span) -> Gap:
    if span.silent_days >= FEWEST_SILENT_DAYS and span.silent_days == span.days:
        return "silence"
    return "partly_searched" if span.checks else "not_searched"


def _silence(span: Span) -> tuple[int, int]:
    """The number of silent days and of outlets that are reported."""
    is_reported = span.silent_days >= FEWEST_SILENT_DAYS
    return (span.silent_days, len(span.silent_outlets)) if is_reported else (0, 0)
