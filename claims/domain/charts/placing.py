"""The places of stances in the lanes of a chart, so that each has a touch target.

A lane has tracks, one below the other. Counted stances with a day are on the first track, the line of the
answer. Stances with a range of days are there too if there is room, else on a track below. Summaries are on
tracks below all others; in a lane of summaries alone, their first track is the line of the answer. Stances
whose targets would overlap share a cell. If such a cell would be too wide, the lane is cut into months,
quarters or years::

    ──────●──────(12)──●────     line of the answer: days
              ├──────┤           a range
           ○                     summed up
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from msgspec import Struct

from claims.domain.charts.axis import ChartAxis, LaneOf, lane_of
from claims.domain.charts.time_strip import MONTH_STEPS, month_starts
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.voices import AttributedStance

MOST_TRACKS = 3
LONGEST_CHAIN = 3
"""If a cell is wider than this many times the least width, its lane is cut into equal times."""


class SameDate(Struct, frozen=True):
    """Stances of one lane with the same date, which all count or all do not."""

    is_summed_up: bool
    said: FuzzyDate
    stances: tuple[AttributedStance, ...]


class Cell(Struct, frozen=True):
    """The stances at one place, with days from ``x1`` to ``x2``. The target is ``left`` to ``right``."""

    x1: int
    x2: int
    left: int
    right: int
    by_date: tuple[SameDate, ...]


Track = tuple[Cell, ...]


def is_placed(stance: AttributedStance) -> bool:
    """Whether enough of the date is known for a place on an axis."""
    said = stance.said
    return not (said.undated or (said.starts_open and said.ends_open))


def stances_by_date(
    stances: Iterable[AttributedStance], summed_up: Container[str], lanes: Mapping[LaneOf, int]
) -> list[list[SameDate]]:
    """The dated stances in order of time, by lane and date. ``summed_up`` are the keys of summaries."""
    found: list[list[SameDate]] = [[] for _ in lanes]
    grouped: dict[tuple[int, bool, date, date], list[AttributedStance]] = {}
    for stance in stances:
        said = stance.said
        place = (lanes[lane_of(stance)], stance.key in summed_up, said.earliest, said.latest)
        grouped.setdefault(place, []).append(stance)
    for (lane, is_summed_up, _, _), members in grouped.items():
        found[lane].append(SameDate(is_summed_up, members[0].said, tuple(members)))
    return found


def tracks_of(by_date: Sequence[SameDate], axis: ChartAxis, least: int) -> tuple[Track, ...]:
    """The tracks of a lane. ``least`` is the least width of a cell."""
    said = _tracks([one for one in by_date if not one.is_summed_up], axis, least)
    summed_up = _tracks([one for one in by_date if one.is_summed_up], axis, least)
    return (*said, *summed_up)


def _tracks(by_date: Sequence[SameDate], axis: ChartAxis, least: int) -> tuple[Track, ...]:
    short: list[Cell] = []
    long: list[Cell] = []
    for said in by_date:
        cell = _cell(said, axis, least)
        (short if cell.x2 - cell.x1 <= least else long).append(cell)
    tracks: list[list[Cell]] = [_together(short, axis, least)] if short else []
    for cell in long:
        track = next((track for track in tracks if not any(_overlap(cell, other) for other in track)), None)
        if track is not None:
            track.append(cell)
        elif len(tracks) < MOST_TRACKS:
            tracks.append([cell])
        else:
            tracks[-1] = _with(tracks[-1], cell)
    return tuple(tuple(sorted(track, key=lambda cell: cell.left)) for track in tracks)


def _cell(said: SameDate, axis: ChartAxis, least: int) -> Cell:
    x1 = axis.x(said.said.earliest)
    x2 = x1 if said.said.latest == said.said.earliest else axis.x(said.said.latest)
    left = min(x1, (x1 + x2 - least) // 2)
    return Cell(x1, x2, left, max(x2, left + least), (said,))


def _joined(cells: Sequence[Cell]) -> Cell:
    return Cell(
        min(cell.x1 for cell in cells),
        max(cell.x2 for cell in cells),
        min(cell.left for cell in cells),
        max(cell.right for cell in cells),
        tuple(said for cell in cells for said in cell.by_date),
    )


def _overlap(one: Cell, other: Cell) -> bool:
    return one.left < other.right and other.left < one.right


def _with(cells: Sequence[Cell], cell: Cell) -> list[Cell]:
    """Add a cell to a track by joining it with the cells that it overlaps."""
    kept = [other for other in cells if not _overlap(cell, other)]
    merged = [other for other in cells if _overlap(cell, other)]
    return [*kept, _joined([*merged, cell])]


def _together(cells: list[Cell], axis: ChartAxis, least: int) -> list[Cell]:
    """Join short cells so that they do not overlap: chains of neighbours, or cells of equal time."""
    chains: list[list[Cell]] = []
    reached = 0
    for cell in sorted(cells, key=attrgetter("left", "right")):
        if not chains or cell.left >= reached:
            chains.append([])
            reached = cell.right
        chains[-1].append(cell)
        reached = max(reached, cell.right)
        if reached - chains[-1][0].left > LONGEST_CHAIN * least:
            return _cut(cells, axis, least)
    return [_joined(chain) for chain in chains]


def _cut(cells: Sequence[Cell], axis: ChartAxis, least: int) -> list[Cell]:
    edges = _edges(axis, least)
    bins: dict[int, list[Cell]] = {}
    for cell in cells:
        place = bisect_right(edges, (cell.x1 + cell.x2) // 2, 1, len(edges) - 1) - 1
        bins.setdefault(place, []).append(cell)
    found = []
    for place, inside in bins.items():
        begin, end, whole = edges[place], edges[place + 1], _joined(inside)
        found.append(Cell(max(whole.x1, begin), min(whole.x2, end), begin, end, whole.by_date))
    return found


def _edges(axis: ChartAxis, least: int) -> list[int]:
    """The pixels at which equal times begin, ``least`` or more apart: months, quarters, years or days."""
    starts = _months(axis, least) or _days(axis, least)
    half = least // 2
    edges = [axis.left - half]
    for x in starts:
        if x - edges[-1] >= least and axis.right + half - x >= least:
            edges.append(x)
    return [*edges, axis.right + half]


def _months(axis: ChartAxis, least: int) -> list[int]:
    """The starts of months, or of groups of months, that are wide enough; empty if a month is too wide."""
    month = 28 * axis.pixels_per_day
    if month > LONGEST_CHAIN * least:
        return []
    step = next((step for step in MONTH_STEPS if step * month >= least), MONTH_STEPS[-1])
    return [axis.x(day) for day in month_starts(axis.start + 1, axis.end, step)]


def _days(axis: ChartAxis, least: int) -> list[int]:
    step = max(int(-(-least // axis.pixels_per_day)), 1)
    return [axis.x(date.fromordinal(day)) for day in range(axis.start + step, axis.end, step)]
