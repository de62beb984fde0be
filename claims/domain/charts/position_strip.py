"""Strips: small charts of positions on a shared axis, so that silences can be compared.

A strip is as wide as its page, so its places in time are thousandths, and its heights pixels::

    Yes
    ──●────●─────────●──●        each answer named at the left end of its line
    No
            ●                    ● in own words or as reported    ○ summed up
    ╱╱╱╱▯╱╱╱╱      ╱╱╱▯╱╱        ╱ nobody searched    ▯ a lead

It has no links: the page links to the position. Undated stances are left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from claims.domain.charts.axis import LaneOf, lane_of, lanes_of
from claims.domain.charts.legend import HATCHED, Mark, leads_sign, signs_of
from claims.domain.charts.lines import drawn, runs_of
from claims.domain.charts.marks import Shape, Sign
from claims.domain.charts.placing import is_placed
from claims.domain.charts.points import NO_ANSWER, SAYS_UNCHANGED
from claims.domain.charts.time_strip import OPEN, SCALE, Strip, StripItem, lay_out
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import not_searched
from claims.domain.positions.findings import Finding, interval_sentences
from claims.domain.positions.gaps import Gap
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import Answer

TOP: Final = 22
LANE: Final = 30
GROUND: Final = 10
BELOW: Final = 9
"""The distance of summaries below the line of their lane; in a lane of summaries alone they are on it."""
WITHOUT_ANSWER: Final = {"unchanged": SAYS_UNCHANGED.capitalize(), "none": NO_ANSWER.capitalize()}
GRAIN: Final = 8
"""Points of one height that are closer than this, in thousandths, are drawn as one."""


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
class StripSpan:
    """Days that nobody searched, in thousandths."""

    x: int
    length: int


@dataclass(frozen=True, slots=True)
class StripBand:
    """A long interval in thousandths, and how far it was searched."""

    x: int
    length: int
    gap: Gap
    label: str


@dataclass(frozen=True, slots=True)
class SmallMultiple:
    """A position on a shared axis. ``label`` describes all layers, the days searched, and all answers.

    The row at the bottom has ``unsearched`` as hatched areas and ``leads`` as hollow ticks.
    """

    label: str
    height: int
    lanes: tuple[StripLane, ...]
    bands: tuple[StripBand, ...]
    lines: tuple[StripLine, ...]
    points: tuple[StripPoint, ...]
    unsearched: tuple[StripSpan, ...]
    leads: tuple[int, ...]
    undated: int

    @property
    def ground(self) -> int:
        """The top of the row at the bottom."""
        return self.height - GROUND


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
    timeline: Timeline,
    *,
    answers: Sequence[Answer],
    ordered: bool,
    axis: Strip,
    leads: Iterable[FuzzyDate] = (),
) -> SmallMultiple:
    """The line of a voice on one position on a shared axis, with the dates of leads."""
    stances = [stance for stance in timeline.all_stances if is_placed(stance)]
    heights, below, bottom = _heights(lanes_of(answers, stances, ordered=ordered), stances)
    height = max(bottom, TOP + LANE) + GROUND
    by_answer = {answer: y for (kind, answer), y in heights.items() if kind == "answer"}
    lanes = _lanes(answers, heights)
    if axis.starts_on is None:
        stances = []
    points: dict[tuple[int, int, bool], StripPoint] = {}
    for stance in stances:
        lane = lane_of(stance)
        y = (heights if stance.is_in_line else below)[lane]
        point = StripPoint(axis.x(stance.said.earliest), axis.x(stance.said.latest), y, not stance.is_in_line)
        place = (point.x1 // GRAIN, point.x2 // GRAIN + point.y * SCALE, point.is_summed_up)
        points.setdefault(place, point)
    return SmallMultiple(
        label=_label(timeline, lanes),
        height=height,
        lanes=lanes,
        bands=_bands(timeline, axis),
        lines=_lines(timeline, axis.x, by_answer) if stances else (),
        points=tuple(sorted(points.values(), key=lambda one: (one.x1, one.x2, one.y, one.is_summed_up))),
        unsearched=_unsearched(timeline, axis),
        leads=_leads(leads, axis),
        undated=len(timeline.all_stances) - len(stances),
    )


def strip_legend(strips: Sequence[SmallMultiple]) -> tuple[Sign, ...]:
    """The shapes in these strips, each with its meaning."""
    points = [point for strip in strips for point in strip.points]
    marks: dict[Mark, Shape] = {
        (one.is_summed_up, "bar" if one.length > GRAIN else "point"): "circle" for one in points
    }
    signs = list(signs_of(marks))
    if any(strip.unsearched for strip in strips):
        signs.append(HATCHED)
    if any(strip.leads for strip in strips):
        signs.append(leads_sign())
    return tuple(signs)


def _heights(
    lanes: Iterable[LaneOf], stances: Sequence[AttributedStance]
) -> tuple[dict[LaneOf, int], dict[LaneOf, int], int]:
    """The heights of the lines of lanes, those of summaries in them, and that of the next lane."""
    said = {lane_of(stance) for stance in stances if stance.is_in_line}
    summed_up = {lane_of(stance) for stance in stances if not stance.is_in_line}
    heights, below, y = {}, {}, TOP
    for lane in lanes:
        hangs = lane in said and lane in summed_up
        heights[lane], below[lane] = y, y + BELOW if hangs else y
        y += LANE + (BELOW if hangs else 0)
    return heights, below, y


def _lanes(answers: Sequence[Answer], heights: Mapping[LaneOf, int]) -> tuple[StripLane, ...]:
    texts = {answer.slug: answer.text for answer in answers}
    return tuple(
        StripLane(y, texts.get(slug, slug) if slug else WITHOUT_ANSWER[kind])
        for (kind, slug), y in heights.items()
    )


def _label(timeline: Timeline, lanes: Sequence[StripLane]) -> str:
    label = Finding(timeline).in_words
    return f"{label} From the top: {'; '.join(lane.words for lane in lanes)}." if lanes else label


def _unsearched(timeline: Timeline, axis: Strip) -> tuple[StripSpan, ...]:
    if axis.starts_on is None or axis.ends_on is None:
        return ()
    spans = not_searched(timeline.searched, axis.starts_on, axis.ends_on)
    places = [(axis.x(first), axis.x(last)) for first, last in spans]
    return tuple(StripSpan(begun, ended - begun) for begun, ended in places if ended > begun)


def _leads(leads: Iterable[FuzzyDate], axis: Strip) -> tuple[int, ...]:
    """The places of the leads that lie on the axis."""
    if axis.starts_on is None or axis.ends_on is None:
        return ()
    first, last = axis.starts_on, axis.ends_on
    inside = [one for one in leads if not one.undated and first <= one.earliest and one.latest <= last]
    return tuple(sorted({(axis.x(one.earliest) + axis.x(one.latest)) // 2 for one in inside}))


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
