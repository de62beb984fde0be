"""The time axis of a chart in pixels, to scale; its ticks are those of the strip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from claims.domain.chart_marks import AxisTick, Text
from claims.domain.dates import EARLIEST, LATEST
from claims.domain.strip import SCALE, StripItem, Tick, lay_out

SMALLEST: Final = 80
"""Labels keep clear of each other also where the drawing is shown at so many per cent of its width."""

OPEN = frozenset({EARLIEST, LATEST})


@dataclass(frozen=True, slots=True)
class ChartAxis:
    """Days ``start`` to ``end``, as ordinals, from ``left`` over ``width`` pixels."""

    left: int
    width: int
    start: int
    end: int
    ticks: tuple[Tick, ...]

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def pixels_per_day(self) -> float:
        return self.width / (self.end - self.start)

    def x(self, day: date) -> int:
        """The nearest pixel, at the edge for a day beyond it."""
        days, span = min(max(day.toordinal(), self.start), self.end) - self.start, self.end - self.start
        return self.left + (2 * self.width * days + span) // (2 * span)

    def holds(self, day: date) -> bool:
        return self.start <= day.toordinal() <= self.end

    def drawn_ticks(self, y: int) -> tuple[AxisTick, ...]:
        """The ticks with their labels on the line at ``y``."""
        places = [(self.left + tick.x * self.width // SCALE, tick) for tick in self.ticks]
        return tuple(AxisTick(x, Text(tick.label, x, y, tick.anchor, "tick")) for x, tick in places)


def axis_around(days: Iterable[date], *, left: int, width: int) -> ChartAxis | None:
    """An axis that holds all days but open ends, with a margin; None without a day."""
    known = [day for day in days if day not in OPEN]
    if not known:
        return None
    smallest = width * SMALLEST // 100
    strip = lay_out([StripItem(min(known), max(known), undated=False, label="")], width=smallest)
    if strip.starts_on is None or strip.ends_on is None:
        return None
    return ChartAxis(left, width, strip.starts_on.toordinal(), strip.ends_on.toordinal(), strip.ticks)
