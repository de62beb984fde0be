"""The layout of a chart in a frame, from the lanes at the top down to the events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from claims.domain.charts.axis import ChartAxis, LaneOf, axis_around
from claims.domain.charts.brackets import ROW as BRACKET_ROW
from claims.domain.charts.brackets import brackets_of
from claims.domain.charts.footer import GROUND_ROW, bands_of, events_of, ground_of, is_inside
from claims.domain.charts.labels import names_at, with_words, wrapped
from claims.domain.charts.lines import Run, drawn
from claims.domain.charts.marks import (
    LIFT,
    ChangeMark,
    ChartEvent,
    ChartPoint,
    ChartText,
    Drawing,
    Lane,
    LaneKind,
    Line,
)
from claims.domain.charts.placing import SameDate, Track, tracks_of
from claims.domain.charts.points import NO_ANSWER, SAYS_UNCHANGED, Drawn
from claims.domain.charts.time_strip import CHARACTER_PX
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.timeline import Timeline
from claims.domain.positions.voices import AttributedStance

MOST_POINTS: Final = 400
TOP: Final = 4
LABEL_ROW: Final = 17
CHANGE_ROOM: Final = 14
LANE_GAP: Final = 14
BARE: Final = 14
"""The height of a lane without a point."""
AXIS_GAP: Final = 14
TICK_ROW: Final = 22
EVENT_ROW: Final = 30
MOST_LABEL_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A width in pixels, and the least side of a touch target in it.

    The wide frame may be shown at 0.8 of its size, so its targets are larger.
    """

    width: int
    least: int

    @property
    def left(self) -> int:
        return self.least // 2 + 1

    @property
    def characters(self) -> int:
        return (self.width - 2 * self.left) // CHARACTER_PX


WIDE: Final = ChartFrame(720, 30)
NARROW: Final = ChartFrame(328, 26)


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a chart. ``by_key`` are all dated stances by key, in order of time.

    ``lanes`` are given from the top, ``by_date`` are the stances in each lane. ``runs`` are the pieces of the
    line of each timeline, ``changed`` the lanes in which a change is marked, ``days`` all days that the axis
    must hold.
    """

    timelines: tuple[Timeline, ...]
    ordered: bool
    by_key: Mapping[str, AttributedStance]
    lanes: tuple[LaneOf, ...]
    by_date: Sequence[Sequence[SameDate]]
    runs: Sequence[Sequence[Run]]
    changed: frozenset[LaneOf]
    days: frozenset[date]
    drawn: Drawn
    events: tuple[ChartEvent, ...]
    checks: tuple[ConsistencyCheck, ...]
    leads: tuple[FuzzyDate, ...] = ()


def draw(contents: Contents, frame: ChartFrame) -> Drawing | None:
    """Draw a chart with at most ``MOST_POINTS`` points: more stances share a point. None without a day."""
    axis = axis_around(contents.days, left=frame.left, width=frame.width - 2 * frame.left)
    if axis is None:
        return None
    least = frame.least
    while True:
        tracks = [tracks_of(lane, axis, least) for lane in contents.by_date]
        count = sum(len(track) for lane in tracks for track in lane)
        if count <= MOST_POINTS or least > axis.width:
            return _Builder(contents, frame, axis, tracks).drawing()
        least *= 2


class _Builder:
    """Builds a drawing. Each part is added below the previous ones and moves ``y`` down."""

    def __init__(
        self,
        contents: Contents,
        frame: ChartFrame,
        axis: ChartAxis,
        tracks: Sequence[tuple[Track, ...]],
    ) -> None:
        self.contents = contents
        self.frame = frame
        self.axis = axis
        self.y = TOP
        self.lanes: list[Lane] = []
        self.points: list[ChartPoint] = []
        for spec, lane in zip(contents.lanes, tracks, strict=True):
            self._add_lane(spec, lane)

    def drawing(self) -> Drawing:
        contents, frame, axis = self.contents, self.frame, self.axis
        brackets, rows, brackets_left_out = brackets_of(contents.checks, axis, self.y)
        self.y += rows * BRACKET_ROW + LANE_GAP
        bands, names, self.y = bands_of(contents.timelines, axis, self.y, TOP)
        axis_y = self.y + AXIS_GAP + GROUND_ROW
        self.y = axis_y + TICK_ROW
        events, events_left_out = events_of(contents.events, axis, axis_y, self.y + 18, frame.least)
        self.y += EVENT_ROW if events else 0
        self.points.sort(key=self._place_in_time)
        lines = self._lines()
        labels, unlabelled = names_at(
            self.points, lines, contents.by_key, contents.drawn.shapes, (0, frame.width)
        )
        return Drawing(
            width=frame.width,
            height=self.y + LANE_GAP,
            axis_y=axis_y,
            left=axis.left,
            right=axis.right,
            lanes=tuple(self.lanes),
            ticks=axis.drawn_ticks(axis_y + 19),
            bands=bands,
            ground=ground_of(contents.timelines[0].searched, contents.leads, axis, axis_y),
            lines=lines,
            brackets=brackets,
            points=tuple(self.points),
            changes=self._change_marks(),
            events=events,
            labels=(*labels, *names),
            unlabelled=unlabelled,
            brackets_left_out=brackets_left_out,
            events_left_out=events_left_out,
            leads_inside=sum(is_inside(lead, axis) for lead in contents.leads),
        )

    def _add_lane(self, spec: LaneOf, tracks: tuple[Track, ...]) -> None:
        kind, answer = spec
        words = self.contents.drawn.texts.get(answer, answer) if answer else _WORDS[kind]
        lines = wrapped(words, self.frame.characters, MOST_LABEL_LINES)
        texts = tuple(
            ChartText(
                line, 2, self.y + 13 + n * LABEL_ROW, "start", "lane", words if line.endswith("…") else ""
            )
            for n, line in enumerate(lines)
        )
        self.y += len(lines) * LABEL_ROW
        if spec in self.contents.changed:
            self.y += CHANGE_ROOM
        height = self.frame.least if tracks else BARE
        middle = self.y + height // 2
        self.lanes.append(Lane(answer, kind, middle, texts))
        for n, track in enumerate(tracks):
            y = middle + n * height - (LIFT if n else 0)
            self.points += [self.contents.drawn.point(cell, y, self.y + n * height, height) for cell in track]
        self.y += max(len(tracks), 1) * height + LANE_GAP

    def _lines(self) -> tuple[Line, ...]:
        heights = {lane.answer: lane.y for lane in self.lanes if lane.kind == "answer"}
        found = []
        for n, timeline in enumerate(self.contents.timelines):
            # Pieces with the same corners are drawn once.
            looks = dict.fromkeys(drawn(run, self.axis.x, heights) for run in self.contents.runs[n])
            found += [
                Line(timeline.voice.label, points, is_chosen=n == 0) for points in looks if len(points) > 1
            ]
        return tuple(sorted(found, key=lambda line: line.is_chosen))

    def _place_in_time(self, point: ChartPoint) -> tuple[date, date, int]:
        said = self.contents.by_key[point.keys[0]].said
        return (said.earliest, said.latest, point.y)

    def _change_marks(self) -> tuple[ChangeMark, ...]:
        heights = {lane.answer: lane.y for lane in self.lanes}
        marks = []
        for point in self.points:
            if not point.change:
                continue
            changes = self.contents.drawn.changes
            change = next(changes[key].change for key in point.keys if key in changes)
            if not self.contents.ordered:
                arrow, words = "≠", "different answer"
            else:
                rises = heights[change.to_answer] < heights[change.from_answer]
                arrow, words = "↑" if rises else "↓", "changed"
            if change.is_as_reported:
                words = "different answer, as reported"
            marks.append((self.contents.drawn.change_mark(point, arrow), words))
        return with_words(marks, self.points, (0, self.frame.width))


_WORDS: Final[Mapping[LaneKind, str]] = {
    "answer": "",
    "unchanged": SAYS_UNCHANGED.capitalize(),
    "none": NO_ANSWER.capitalize(),
}
