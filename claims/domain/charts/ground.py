"""The row above the axis of a chart: where nobody searched, and the leads; and the legend of the shapes.

╱╱╱╱▯╱╱╱▯▯╱╱╱╱        ╱╱╱▯╱╱      ╱ nobody searched    ▯ a lead
─────┼──────────────────┼─────
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from claims.domain.charts.axis import ChartAxis
from claims.domain.charts.marks import Box, Drawing, Ground, Sign
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import SearchedDays, not_searched
from claims.domain.text.plurals import number_of

ROW: Final = 10
TICK: Final = 4
SAID: Final = Sign("said", "●", "in own words or as reported")
SUMMED_UP: Final = Sign("summed-up", "○", "summed up")
MANY: Final = Sign("many", "②", "several statements, with their number")
BAR: Final = Sign("bar", "▬", "said on one of these days")
HATCHED: Final = Sign("hatched", "╱╱", "nobody has searched")
LEADS: Final = Sign("lead", "▯", "leads not yet followed")


def ground_of(
    searched: SearchedDays | None, leads: Sequence[FuzzyDate], axis: ChartAxis, axis_y: int
) -> Ground:
    """The row that ends at ``axis_y``, for the days of the axis."""
    first, last = date.fromordinal(axis.start), date.fromordinal(axis.end)
    spans = not_searched(searched, first, last)
    boxes = [Box(axis.x(one), axis_y - ROW, max(axis.x(other) - axis.x(one), 1), ROW) for one, other in spans]
    inside = [lead for lead in leads if is_inside(lead, axis)]
    places = sorted({(axis.x(lead.earliest) + axis.x(lead.latest)) // 2 for lead in inside})
    words = "Nobody has searched these days." if spans else "All of these days were searched."
    told = f" {number_of(len(inside), 'lead')} not yet followed." if inside else ""
    return Ground(
        hatched="".join(box.path for box in boxes),
        leads="".join(f"M{x - TICK // 2} {axis_y - ROW - 2}h{TICK}v{ROW + 4}h-{TICK}z" for x in places),
        label=f"{words}{told}" if len(spans) < 2 else f"Nobody has searched the hatched days.{told}",
    )


def is_inside(day: FuzzyDate, axis: ChartAxis) -> bool:
    """Whether a date lies on the axis."""
    return not (day.undated or day.starts_open or day.ends_open) and (
        axis.holds(day.earliest) and axis.holds(day.latest)
    )


def legend_of(drawing: Drawing, leads: Sequence[FuzzyDate]) -> Iterable[Sign]:
    """The shapes in a drawing, each with its meaning."""
    if any(not point.is_summed_up for point in drawing.points):
        yield SAID
    if any(point.is_summed_up for point in drawing.points):
        yield SUMMED_UP
    if any(point.count > 1 for point in drawing.points):
        yield MANY
    if any(point.count == 1 and point.x2 > point.x1 for point in drawing.points):
        yield BAR
    if drawing.ground.hatched:
        yield HATCHED
    if leads:
        yield Sign("lead", "▯", _leads(drawing, leads))
    if drawing.events:
        yield Sign("event", "┼", "events, by number")


def _leads(drawing: Drawing, leads: Sequence[FuzzyDate]) -> str:
    outside = len(leads) - drawing.leads_inside
    number = number_of(len(leads), "lead")
    if not drawing.leads_inside:
        return f"{number} not yet followed, all outside this period or without a day"
    left_out = f", {outside:,} of them outside this period or without a day" if outside else ""
    return f"{number} not yet followed{left_out}"
