"""Small charts of a position: a strip of 64 px on a shared axis, and a sparkline of answers.

The strip is as wide as its page, so its places in time are thousandths, and its heights pixels::

    ──●────●  ▨▨▨▨▨  ●──●        one strip for each position, so that silences can be compared
            ●  ▨▨▨▨▨▨▨▨▨ ●

Neither has links: the page links to the position. Undated stances are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from claims.domain.charts.axis import OPEN, axis_around, lane_of, lanes_of
from claims.domain.charts.lines import drawn, runs_of
from claims.domain.charts.marks import Gap
from claims.domain.charts.placing import is_placed
from claims.domain.charts.shapes import circle_path
from claims.domain.charts.time_strip import Strip, StripItem, lay_out
from claims.domain.positions.findings import finding, interval_sentences
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import Answer

HEIGHT: Final = 64
MARGIN: Final = 8
GRAIN: Final = 8
"""Points at the same height closer to each other than this, in thousandths, are drawn as one."""

SPARK_WIDTH: Final = 160
SPARK_HEIGHT: Final = 24
SPARK_MARGIN: Final = 4
SPARK_RADIUS: Final = 2


@dataclass(frozen=True, slots=True)
class StripLane:
    """The height of an answer, with its text."""

    y: int
    words: str


@dataclass(frozen=True, slots=True)
class StripLine:
    """A horizontal or vertical piece of the line, in thousandths and pixels."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class StripPoint:
    """Stances from ``x1`` to ``x2`` in thousandths at the height ``y``; a dot if both are equal."""

    x1: int
    x2: int
    y: int
    is_summed_up: bool

    @property
    def length(self) -> int:
        return self.x2 - self.x1


@dataclass(frozen=True, slots=True)
class StripBand:
    """A long interval in thousandths, and how far it was searched."""

    x: int
    length: int
    gap: Gap
    label: str


@dataclass(frozen=True, slots=True)
class SmallMultiple:
    """A position on a shared axis. ``label`` has the number, period and coverage, and all answers."""

    label: str
    height: int
    lanes: tuple[StripLane, ...]
    bands: tuple[StripBand, ...]
    lines: tuple[StripLine, ...]
    points: tuple[StripPoint, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The answers of a voice in 160 by 24 pixels. The paths are empty if there is nothing to draw."""

    label: str
    width: int
    height: int
    line: str
    said: str
    summed_up: str


def shared_axis(timelines: Iterable[Timeline]) -> Strip:
    """An axis for all dated stances of some timelines; empty without any."""
    days = [
        day
        for line in timelines
        for stance in line.all_stances
        if is_placed(stance)
        for day in (stance.said.earliest, stance.said.latest)
        if day not in OPEN
    ]
    return axis_of_days(min(days), max(days)) if days else lay_out(())


def axis_of_days(first: date, latest: date) -> Strip:
    """An axis from one day to another, with a margin. Its ``ticks`` are drawn once for all strips."""
    return lay_out([StripItem(first, latest, undated=False, label="")])


def small_multiple(
    timeline: Timeline, *, answers: Sequence[Answer], ordered: bool, axis: Strip
) -> SmallMultiple:
    """The line of a voice on one position on a shared axis."""
    stances = [stance for stance in timeline.all_stances if is_placed(stance)]
    heights, step = _heights(answers, stances, ordered=ordered, top=MARGIN, bottom=HEIGHT - MARGIN)
    by_answer = {answer: y for (kind, answer), y in heights.items() if kind == "answer"}
    lanes = _lanes(answers, by_answer)
    if axis.starts_on is None:
        stances = []
    points: dict[tuple[int, int, bool], StripPoint] = {}
    for stance in stances:
        point = _point(stance, heights[lane_of(stance)], step, axis.x)
        place = (point.x1 // GRAIN, point.x2 // GRAIN + point.y * HEIGHT**2, point.is_summed_up)
        points.setdefault(place, point)
    return SmallMultiple(
        label=_label(timeline, lanes),
        height=HEIGHT,
        lanes=lanes,
        bands=_bands(timeline, axis),
        lines=_lines(timeline, axis.x, by_answer) if stances else (),
        points=tuple(sorted(points.values(), key=lambda one: (one.x1, one.x2, one.y, one.is_summed_up))),
        undated=len(timeline.all_stances) - len(stances),
    )


def sparkline(timeline: Timeline, *, answers: Sequence[Answer], ordered: bool) -> Sparkline:
    """The answers of a voice on one position, over its own time."""
    stances = [stance for stance in timeline.all_stances if is_placed(stance)]
    heights, step = _heights(
        answers, stances, ordered=ordered, top=SPARK_MARGIN, bottom=SPARK_HEIGHT - SPARK_MARGIN
    )
    days = (day for stance in stances for day in (stance.said.earliest, stance.said.latest))
    axis = axis_around(days, left=SPARK_MARGIN, width=SPARK_WIDTH - 2 * SPARK_MARGIN)
    by_answer = {answer: y for (kind, answer), y in heights.items() if kind == "answer"}
    said: dict[str, None] = {}
    summed_up: dict[str, None] = {}
    line = ""
    if axis is not None:
        for stance in sorted(stances, key=lambda one: (one.said.earliest, one.said.latest, one.key)):
            point = _point(stance, heights[lane_of(stance)], step, axis.x)
            (summed_up if point.is_summed_up else said)[_spark(point)] = None
        line = "".join(
            "M" + "L".join(f"{x} {y}" for x, y in drawn(run, axis.x, by_answer)) for run in runs_of(timeline)
        )
    return Sparkline(
        label=_label(timeline, _lanes(answers, by_answer)),
        width=SPARK_WIDTH,
        height=SPARK_HEIGHT,
        line=line,
        said="".join(said),
        summed_up="".join(summed_up),
    )


def _heights(
    answers: Sequence[Answer], stances: Iterable[AttributedStance], *, ordered: bool, top: int, bottom: int
) -> tuple[dict[tuple[str, str], int], int]:
    """The height of each lane, and half the distance between lanes, where uncounted stances are drawn."""
    lanes = lanes_of(answers, stances, ordered=ordered)
    if len(lanes) < 2:
        return dict.fromkeys(lanes, (top + bottom) // 2), (bottom - top) // 2
    way = (bottom - top) / len(lanes)
    return {lane: int(top + way * n) for n, lane in enumerate(lanes)}, max(int(way / 2), 1)


def _lanes(answers: Sequence[Answer], heights: dict[str, int]) -> tuple[StripLane, ...]:
    texts = {answer.slug: answer.text for answer in answers}
    found = [StripLane(y, texts.get(slug, slug)) for slug, y in heights.items()]
    return tuple(sorted(found, key=lambda lane: lane.y))


def _label(timeline: Timeline, lanes: Sequence[StripLane]) -> str:
    label = f"{timeline.voice.label}: {finding(timeline).facts}"
    return f"{label} From the top: {'; '.join(lane.words for lane in lanes)}." if lanes else label


def _point(stance: AttributedStance, y: int, step: int, x: Callable[[date], int]) -> StripPoint:
    is_summed_up = not stance.is_in_line
    said = stance.said
    return StripPoint(x(said.earliest), x(said.latest), y + step if is_summed_up else y, is_summed_up)


def _spark(point: StripPoint) -> str:
    if point.length > 2 * SPARK_RADIUS:
        return f"M{point.x1} {point.y - 1}h{point.length}v2h-{point.length}z"
    return circle_path((point.x1 + point.x2) // 2, point.y, SPARK_RADIUS)


def _lines(timeline: Timeline, x: Callable[[date], int], heights: dict[str, int]) -> tuple[StripLine, ...]:
    corners = (drawn(run, x, heights) for run in runs_of(timeline))
    return tuple(StripLine(x1, y1, x2, y2) for points in corners for (x1, y1), (x2, y2) in pairwise(points))


def _bands(timeline: Timeline, axis: Strip) -> tuple[StripBand, ...]:
    found = []
    for interval in timeline.intervals:
        x = axis.x(interval.after.said.latest)
        length = axis.x(interval.before.said.earliest) - x
        if length > 0:
            found.append(StripBand(x, length, interval.gap, " ".join(map(str, interval_sentences(interval)))))
    return tuple(found)
