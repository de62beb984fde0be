"""The parts of a chart below the lanes: bands for long intervals, events, and the row above the axis.

The row shows where nobody searched, and the leads:

╱╱╱╱▯╱╱╱▯▯╱╱╱╱        ╱╱╱▯╱╱      ╱ nobody searched    ▯ a lead
─────┼──────────────────┼─────
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from claims.domain.charts.axis import ChartAxis, days_in_words
from claims.domain.charts.marks import Band, Box, ChartEvent, ChartText, EventTick, Ground
from claims.domain.charts.time_strip import CHARACTER_PX
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import SearchedDays, not_searched
from claims.domain.positions.gaps import Interval
from claims.domain.positions.timeline import Timeline
from claims.domain.text.plurals import number_of

BAND: Final = 16
BAND_ROW: Final = 24
NAME_ROW: Final = 16
GROUND_ROW: Final = 10
LEAD_TICK: Final = 4
MOST_BANDED: Final = 4
"""The maximum number of voices whose intervals are drawn. The page describes those of others in words."""

SOME_DAYS: Final = "Nobody has searched the hatched days."
GAPS: Final = {"silence": "silence", "partly_searched": "partly searched", "not_searched": "not searched"}


def bands_of(
    timelines: Sequence[Timeline], axis: ChartAxis, top: int, ground_top: int
) -> tuple[tuple[Band, ...], tuple[ChartText, ...], int]:
    """The bands below ``top``, with a row for each voice; the names of the rows; and the end of the rows."""
    bands: list[Band] = []
    names: list[ChartText] = []
    banded = [timeline for timeline in timelines[:MOST_BANDED] if timeline.intervals]
    y = top
    for timeline in banded:
        if len(timelines) > 1:
            names.append(ChartText(_short(timeline.voice.label, axis), axis.left, y + 12, "start", "row"))
            y += NAME_ROW
        ground = ground_top if timeline is timelines[0] else None
        bands.extend(
            _band(interval, timeline.voice.label, axis, y, ground) for interval in timeline.intervals
        )
        y += BAND_ROW
    return tuple(bands), tuple(names), y


def _short(name: str, axis: ChartAxis) -> str:
    """A name, cut to the width of the axis. The list of intervals has the full name."""
    most = (axis.right - axis.left) // CHARACTER_PX
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _band(interval: Interval, voice: str, axis: ChartAxis, y: int, ground_top: int | None) -> Band:
    x1, x2 = axis.x(interval.after.said.latest), axis.x(interval.before.said.earliest)
    width = max(x2 - x1, 1)
    days_between = days_in_words(interval.after.said, interval.before.said)
    days = f"{interval.days:,} days"
    gap = GAPS[interval.gap]
    if interval.gap == "partly_searched" and interval.span.searched == "searched":
        gap = "searched"
    label = f"{voice}, {days_between}: {days}, {gap}"
    words = next((one for one in (f"{days}, {gap}", days) if (len(one) + 1) * CHARACTER_PX <= width), "")
    return Band(
        gap=interval.gap,
        box=Box(x1, y, width, BAND),
        ground=None if ground_top is None else Box(x1, ground_top, width, y + BAND - ground_top),
        label=label,
        text=ChartText(words, x1 + width // 2, y + 12, "middle", "band") if words else None,
    )


def events_of(
    events: Sequence[ChartEvent], axis: ChartAxis, axis_y: int, text_y: int, least: int
) -> tuple[tuple[EventTick, ...], int]:
    """Events as ticks, with one link for events close to each other; and the number of events outside."""
    inside = [event for event in events if is_inside(event.date, axis)]
    inside.sort(key=lambda event: (event.date.earliest, event.date.latest, event.number))
    groups: list[tuple[int, int, list[ChartEvent]]] = []
    for event in inside:
        x = axis.x(event.date.earliest)
        left, right = x - least // 2, x + least - least // 2
        if groups and left < groups[-1][1]:
            begun, ended, members = groups[-1]
            groups[-1] = (begun, max(right, ended), [*members, event])
        else:
            groups.append((left, right, [event]))
    ticks = tuple(
        _tick(Box(left, text_y - least // 2 - 4, right - left, least), members, axis, axis_y, text_y)
        for left, right, members in groups
    )
    return ticks, len(events) - len(inside)


def _tick(hit: Box, members: Sequence[ChartEvent], axis: ChartAxis, axis_y: int, text_y: int) -> EventTick:
    numbers = tuple(sorted(event.number for event in members))
    ends = [(axis.x(event.date.earliest), axis.x(event.date.latest)) for event in members]
    path = "".join(f"M{x1} {axis_y - 5}v10" + (f"M{x1} {axis_y}H{x2}" if x2 > x1 else "") for x1, x2 in ends)
    dates = days_in_words(members[0].date, members[-1].date)
    label = (
        f"{dates}, event {numbers[0]}: {members[0].text}"
        if len(members) == 1
        else f"{dates}, {number_of(len(members), 'event')}, from number {numbers[0]} on"
    )
    return EventTick(
        numbers=numbers,
        path=path,
        hit=hit,
        text=ChartText(_numbers(numbers), (hit.x + hit.right) // 2, text_y, "middle", "event"),
        label=label,
        url=members[0].url,
    )


def _numbers(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def ground_of(
    searched: SearchedDays | None, leads: Sequence[FuzzyDate], axis: ChartAxis, axis_y: int
) -> Ground:
    """The row above ``axis_y``, for the days of the axis."""
    first, last = date.fromordinal(axis.start), date.fromordinal(axis.end)
    spans = not_searched(searched, first, last)
    boxes = [
        Box(axis.x(one), axis_y - GROUND_ROW, max(axis.x(other) - axis.x(one), 1), GROUND_ROW)
        for one, other in spans
    ]
    inside = [lead for lead in leads if is_inside(lead, axis)]
    places = sorted({(axis.x(lead.earliest) + axis.x(lead.latest)) // 2 for lead in inside})
    words = "Nobody has searched these days." if spans else "All of these days were searched."
    followed = f" {number_of(len(inside), 'lead')} not yet followed." if inside else ""
    return Ground(
        hatched="".join(box.path for box in boxes),
        leads="".join(
            f"M{x - LEAD_TICK // 2} {axis_y - GROUND_ROW - 2}h{LEAD_TICK}v{GROUND_ROW + 4}h-{LEAD_TICK}z"
            for x in places
        ),
        label=f"{words if len(spans) < 2 else SOME_DAYS}{followed}",
    )


def is_inside(day: FuzzyDate, axis: ChartAxis) -> bool:
    """Whether a date lies on the axis."""
    return day.is_closed and axis.holds(day.earliest) and axis.holds(day.latest)
