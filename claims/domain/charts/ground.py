"""The row above the axis of a chart: where nobody searched, and the leads.

╱╱╱╱▯╱╱╱▯▯╱╱╱╱        ╱╱╱▯╱╱      ╱ nobody searched    ▯ a lead
─────┼──────────────────┼─────
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from claims.domain.charts.axis import ChartAxis
from claims.domain.charts.marks import Box, Ground
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import SearchedDays, not_searched
from claims.domain.text.plurals import number_of

ROW: Final = 10
TICK: Final = 4
SOME_DAYS: Final = "Nobody has searched the hatched days."


def ground_of(
    searched: SearchedDays | None, leads: Sequence[FuzzyDate], axis: ChartAxis, axis_y: int
) -> Ground:
    """The row above ``axis_y``, for the days of the axis."""
    first, last = date.fromordinal(axis.start), date.fromordinal(axis.end)
    spans = not_searched(searched, first, last)
    boxes = [Box(axis.x(one), axis_y - ROW, max(axis.x(other) - axis.x(one), 1), ROW) for one, other in spans]
    inside = [lead for lead in leads if is_inside(lead, axis)]
    places = sorted({(axis.x(lead.earliest) + axis.x(lead.latest)) // 2 for lead in inside})
    words = "Nobody has searched these days." if spans else "All of these days were searched."
    followed = f" {number_of(len(inside), 'lead')} not yet followed." if inside else ""
    return Ground(
        hatched="".join(box.path for box in boxes),
        leads="".join(f"M{x - TICK // 2} {axis_y - ROW - 2}h{TICK}v{ROW + 4}h-{TICK}z" for x in places),
        label=f"{words if len(spans) < 2 else SOME_DAYS}{followed}",
    )


def is_inside(day: FuzzyDate, axis: ChartAxis) -> bool:
    """Whether a date lies on the axis."""
    return day.is_closed and axis.holds(day.earliest) and axis.holds(day.latest)
