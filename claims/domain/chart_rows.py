"""Where stances lie in the lanes of a chart, so that every one of them can be met with a finger.

A lane has tracks, one under another. What counts and has a day lies on the first, which is the line of the
answer; what is known as a range lies there too if it is free, else under it; what is shown apart lies under
all that, and so never on the line. Stances whose areas would overlap are one cell; where that would join a
whole lane, it is cut into months, quarters or years::

    ──────●──────(12)──●────     line of the answer: days
              ├──────┤           a range
           ○                     apart
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.domain.chart_axis import ChartAxis
from claims.domain.dates import FuzzyDate
from claims.domain.voices import VoicedStance

MOST_TRACKS = 3
LONGEST_CHAIN = 3
"""A cell may grow to so many times its least width before its lane is cut into equal times instead."""

MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)


@dataclass(frozen=True, slots=True)
class Said:
    """Stances of one lane that bear one date, all counted or all apart."""

    lane: int
    is_apart: bool
    said: FuzzyDate
    stances: tuple[VoicedStance, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is met at one place: from ``x1`` to ``x2`` in time, from ``left`` to ``right`` to the finger."""

    x1: int
    x2: int
    left: int
    right: int
    saids: tuple[Said, ...]


Track = tuple[Cell, ...]


def is_placed(stance: VoicedStance) -> bool:
    """Whether enough of its date is known to give it a place on an axis."""
    said = stance.said
    return not (said.undated or (said.starts_open and said.ends_open))


def saids_of(stances: Iterable[VoicedStance], lane_of: Callable[[VoicedStance], int]) -> tuple[Said, ...]:
    """Stances with a date, by lane and date, from early to late, each claim once."""
    grouped: dict[tuple[int, bool, date, date], dict[str, VoicedStance]] = {}
    for stance in stances:
        if not is_placed(stance):
            continue
        said = stance.said
        place = (lane_of(stance), bool(stance.why_apart), said.earliest, said.latest)
        grouped.setdefault(place, {})[stance.key] = stance
    found = []
    for (lane, is_apart, _, _), members in sorted(grouped.items(), key=lambda item: item[0]):
        ordered = tuple(members[key] for key in sorted(members))
        found.append(Said(lane, is_apart, ordered[0].said, ordered))
    return tuple(sorted(found, key=lambda one: (one.said.earliest, one.said.latest, one.lane, one.is_apart)))


def tracks_of(saids: Sequence[Said], axis: ChartAxis, least: int) -> tuple[tuple[Track, ...], int]:
    """The tracks of one lane, and which is the first of those shown apart; ``least`` is a cell's width."""
    counted = _tracks([one for one in saids if not one.is_apart], axis, least)
    apart = _tracks([one for one in saids if one.is_apart], axis, least)
    first_apart = max(len(counted), 1)
    empty: tuple[Track, ...] = ((),) * (first_apart - len(counted))
    return (*counted, *empty, *apart), first_apart


def _tracks(saids: Sequence[Said], axis: ChartAxis, least: int) -> tuple[Track, ...]:
    cells = [_cell((one,), axis, least) for one in saids]
    short = [cell for cell in cells if cell.x2 - cell.x1 <= least]
    long = [cell for cell in cells if cell.x2 - cell.x1 > least]
    tracks: list[list[Cell]] = [_together(short, axis, least)] if short else []
    for cell in long:
        track = next((track for track in tracks if not any(_overlap(cell, other) for other in track)), None)
        if track is None and len(tracks) < MOST_TRACKS:
            track = []
            tracks.append(track)
        if track is None:
            tracks[-1] = _merged([*tracks[-1], cell], axis, least)
        else:
            track.append(cell)
    return tuple(tuple(sorted(track, key=lambda cell: cell.left)) for track in tracks)


def _cell(saids: tuple[Said, ...], axis: ChartAxis, least: int) -> Cell:
    x1 = min(axis.x(one.said.earliest) for one in saids)
    x2 = max(axis.x(one.said.latest) for one in saids)
    left = min(x1, (x1 + x2 - least) // 2)
    return Cell(x1, x2, left, max(x2, left + least), saids)


def _overlap(one: Cell, other: Cell) -> bool:
    return one.left < other.right and other.left < one.right


def _merged(cells: Iterable[Cell], axis: ChartAxis, least: int) -> list[Cell]:
    """Cells that overlap, directly or through others, as one."""
    found: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.left, cell.right)):
        if found and _overlap(found[-1], cell):
            last = found[-1]
            found[-1] = Cell(
                min(last.x1, cell.x1),
                max(last.x2, cell.x2),
                last.left,
                max(last.right, cell.right),
                (*last.saids, *cell.saids),
            )
        else:
            found.append(cell)
    return found


def _together(cells: Sequence[Cell], axis: ChartAxis, least: int) -> list[Cell]:
    """Short cells so that none overlaps: chains of neighbours as one, or cut into equal times."""
    merged = _merged(cells, axis, least)
    if all(cell.right - cell.left <= LONGEST_CHAIN * least for cell in merged):
        return merged
    edges = _edges(axis, least)
    bins: dict[int, list[Cell]] = {}
    place = 0
    for cell in sorted(cells, key=lambda cell: cell.x1 + cell.x2):
        while place < len(edges) - 2 and (cell.x1 + cell.x2) // 2 >= edges[place + 1]:
            place += 1
        bins.setdefault(place, []).append(cell)
    return [
        Cell(
            max(min(cell.x1 for cell in inside), edges[place]),
            min(max(cell.x2 for cell in inside), edges[place + 1]),
            edges[place],
            edges[place + 1],
            tuple(said for cell in inside for said in cell.saids),
        )
        for place, inside in bins.items()
    ]


def _edges(axis: ChartAxis, least: int) -> list[int]:
    """Pixels at which equal times begin, ``least`` apart or more: months, quarters, years, or some days."""
    starts = _months(axis, least) or _days(axis, least)
    half = least // 2
    edges = [axis.left - half]
    for x in starts:
        if x - edges[-1] >= least and axis.right + half - x >= least:
            edges.append(x)
    return [*edges, axis.right + half]


def _months(axis: ChartAxis, least: int) -> list[int]:
    """The months, or so many together, that are wide enough; none if a month is much too wide."""
    month = 28 * axis.pixels_per_day
    if month > LONGEST_CHAIN * least:
        return []
    step = next((step for step in MONTH_STEPS if step * month >= least), MONTH_STEPS[-1])
    first, last = date.fromordinal(axis.start), date.fromordinal(axis.end)
    number = -(-(first.year * 12 + first.month) // step) * step
    found = []
    while number <= last.year * 12 + last.month - 1:
        found.append(axis.x(date(number // 12, number % 12 + 1, 1)))
        number += step
    return found


def _days(axis: ChartAxis, least: int) -> list[int]:
    step = max(int(-(-least // axis.pixels_per_day)), 1)
    return [axis.x(date.fromordinal(day)) for day in range(axis.start + step, axis.end, step)]
