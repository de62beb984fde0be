"""The line of a voice in a chart: its latest recorded answer, drawn only where that is known.

    for      ●────●              ●──    broken over a long interval
    against       │  ├──┤              and where the order is not known
                  ●──

Two stances are joined if their order is known and nothing else could lie between them, but what says the
same as the former. What lies within a range of days slopes over that range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from claims.domain.known_order import KnownOrder
from claims.domain.stance_units import StanceUnit, giving, units_of
from claims.domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Step:
    """An answer given on one of the days ``earliest`` to ``latest``."""

    answer: str
    earliest: date
    latest: date


Run = tuple[Step, ...]
"""Steps that are joined."""


def runs_of(timeline: Timeline) -> tuple[Run, ...]:
    """The pieces of the line of a voice. A stance that is joined to none is no piece."""
    begun = units_of(timeline.stances)
    joining = _Joining.of(begun, timeline)
    runs: list[list[StanceUnit]] = []
    former = -1
    for rank, unit in enumerate(joining.units):
        if unit.said.starts_open or unit.said.ends_open:
            continue
        if former >= 0 and joining.joins(former, rank):
            runs[-1].append(unit)
        else:
            runs.append([unit])
        former = rank
    return tuple(_run(run) for run in runs if len(run) > 1)


def drawn(run: Run, x: Callable[[date], int], heights: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """The corners of a piece: level at an answer, and over to the next within its possible days."""
    first = run[0]
    points = [(x(first.earliest), heights[first.answer])]
    reached = x(first.latest)
    for step in run[1:]:
        height, (_, before) = heights[step.answer], points[-1]
        begin, end = x(step.earliest), x(step.latest)
        if height != before:
            begin = max(begin, points[-1][0])
            points += [(begin, before), (max(end, begin), height)]
            reached = max(end, begin)
        else:
            reached = max(reached, end)
    points.append((max(reached, points[-1][0]), points[-1][1]))
    return _corners(points)


def _corners(points: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """No place twice in a row; of what goes to and fro within one pixel, all that can be seen of it."""
    kept: list[tuple[int, int]] = []
    for x, places in groupby(points, key=lambda point: point[0]):
        heights = [y for _, y in places]
        for y in (heights[0], min(heights), max(heights), heights[-1]):
            if not kept or kept[-1] != (x, y):
                kept.append((x, y))
    return tuple(kept)


def _run(units: Sequence[StanceUnit]) -> Run:
    """Of successive steps with one answer the first, and what reaches furthest, are enough."""
    steps: list[Step] = []
    for unit in units:
        step = Step(unit.answer, unit.said.earliest, unit.said.latest)
        if len(steps) >= 2 and steps[-1].answer == steps[-2].answer == step.answer:
            steps[-1] = Step(step.answer, steps[-1].earliest, max(step.latest, steps[-1].latest))
        else:
            steps.append(step)
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Joining:
    """The units of a line in known order, which of them give one answer, and where the line is broken."""

    units: tuple[StanceUnit, ...]
    known: KnownOrder
    answering: Mapping[str, int]
    alike: Mapping[tuple[str, date, date], int]
    breaks: tuple[tuple[date, date], ...]

    @classmethod
    def of(cls, begun: Sequence[StanceUnit], timeline: Timeline) -> _Joining:
        known = KnownOrder(begun)
        units = tuple(begun[n] for n in known.places)
        alike: dict[tuple[str, date, date], int] = {}
        for rank, unit in enumerate(units):
            alike[_of(unit)] = alike.get(_of(unit), 0) | 1 << rank
        breaks = tuple((one.after.said.latest, one.before.said.earliest) for one in timeline.intervals)
        return cls(units, known, giving(units), alike, breaks)

    def joins(self, one: int, other: int) -> bool:
        """Whether the answer of the one is certainly the latest on record until the other."""
        former, latter = self.units[one], self.units[other]
        before, after = self.known.before, self.known.after
        allowed = self.answering[former.answer]
        if before[other] >> one & 1:
            between = self.known.may_lie_between(one, other)
            allowed |= self.alike[_of(latter)]
        elif former.answer == latter.answer:
            settled = before[one] & before[other] | after[one] & after[other]
            between = (1 << len(self.units)) - 1 & ~settled
        else:
            return False
        begin, end = former.said.latest, latter.said.earliest
        return not between & ~allowed and not any(
            max(begin, begun) < min(end, ended) for begun, ended in self.breaks
        )


def _of(unit: StanceUnit) -> tuple[str, date, date]:
    return (unit.answer, unit.said.earliest, unit.said.latest)
