"""The line of a voice in a chart: its latest recorded answer, drawn only where that is known.

    for      ●────●              ●──    broken over a long interval
    against       │  ├──┤              and where the order is not known
                  ●──

Two stances are joined if their order is known and nothing with another answer than the first can lie between
them. A change within a range of days is drawn as a slope over that range.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from claims.domain.dates.order import ranks_in
from claims.domain.positions.days import CountedDay, places_by_answer
from claims.domain.positions.timeline import Timeline


class LineStep(Struct, frozen=True):
    """An answer given on one of the days ``earliest`` to ``latest``."""

    answer: str
    earliest: date
    latest: date


Run = tuple[LineStep, ...]
"""Steps that are joined."""


def runs_of(timeline: Timeline) -> tuple[Run, ...]:
    """The pieces of the line of a voice. A stance that is joined to no other makes no piece."""
    joining = _Joining(timeline)
    runs: list[list[CountedDay]] = []
    former = -1
    for rank, unit in enumerate(timeline.units):
        if not unit.said.is_closed:
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
    """The corners without repeats. Of several heights at one pixel, only those that can be seen are kept."""
    kept: list[tuple[int, int]] = []
    for x, places in groupby(points, key=lambda point: point[0]):
        heights = [y for _, y in places]
        for y in (heights[0], min(heights), max(heights), heights[-1]):
            if not kept or kept[-1] != (x, y):
                kept.append((x, y))
    return tuple(kept)


def _run(units: Sequence[CountedDay]) -> Run:
    """The steps of a piece. Of several successive steps with one answer, two are enough."""
    steps: list[LineStep] = []
    for unit in units:
        step = LineStep(unit.answer, unit.said.earliest, unit.said.latest)
        if len(steps) >= 2 and steps[-1].answer == steps[-2].answer == step.answer:
            steps[-1] = LineStep(step.answer, steps[-1].earliest, max(step.latest, steps[-1].latest))
        else:
            steps.append(step)
    return tuple(steps)


class _Joining:
    """The units of a line in known order, and where the line is broken."""

    def __init__(self, timeline: Timeline) -> None:
        self._units, known = timeline.units, timeline.known
        self._before, self._after = known.before, known.after
        self._answering = places_by_answer(self._units)
        self._everything = (1 << len(self._units)) - 1
        self._breaks = [(one.after.said.latest, one.before.said.earliest) for one in timeline.intervals]

    def joins(self, one: int, other: int) -> bool:
        """Whether the answer of one unit is certainly the latest on record until the other unit."""
        former, latter = self._units[one], self._units[other]
        before, after = self._before, self._after
        if before[other] >> one & 1:
            outside = before[one] | after[other] | 1 << one | 1 << other
        elif former.answer == latter.answer:
            outside = before[one] & before[other] | after[one] & after[other]
        else:
            return False
        between = self._everything & ~outside & ~self._answering[former.answer]
        if between and not self._are_like(latter, between):
            return False
        begin, end = former.said.latest, latter.said.earliest
        return not any(max(begin, begun) < min(end, ended) for begun, ended in self._breaks)

    def _are_like(self, unit: CountedDay, among: int) -> bool:
        """Whether all these units have the answer and the days of one unit: the line then turns at each."""
        dates = [self._units[rank].said for rank in ranks_in(among)]
        days = (unit.said.earliest, unit.said.latest)
        return not among & ~self._answering[unit.answer] and all(
            (said.earliest, said.latest) == days for said in dates
        )
