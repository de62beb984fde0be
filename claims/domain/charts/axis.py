"""The time axis of a chart in pixels, to scale, with the ticks of a time strip."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from claims.domain.charts.marks import AxisTick, ChartText, LaneKind
from claims.domain.charts.time_strip import OPEN, SCALE, StripItem, Tick, lay_out, place_of
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.extent import period
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import Answer

SMALLEST: Final = 80
"""The smallest scale, in per cent, at which labels must not overlap."""


@dataclass(frozen=True, slots=True)
class ChartAxis:
    """The days ``start`` to ``end``, as ordinals, on ``width`` pixels from ``left``."""

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
        """The nearest pixel of a day. A day outside the axis is at the edge."""
        return self.left + place_of(day, self.start, self.end, self.width)

    def holds(self, day: date) -> bool:
        return self.start <= day.toordinal() <= self.end

    def drawn_ticks(self, y: int) -> tuple[AxisTick, ...]:
        """The ticks with their labels on the line at ``y``."""
        places = [(self.left + tick.x * self.width // SCALE, tick) for tick in self.ticks]
        return tuple(AxisTick(x, ChartText(tick.label, x, y, tick.anchor, "tick")) for x, tick in places)


def axis_around(days: Iterable[date], *, left: int, width: int) -> ChartAxis | None:
    """An axis for all days except open ends, with a margin; None without any."""
    known = [day for day in days if day not in OPEN]
    if not known:
        return None
    smallest = width * SMALLEST // 100
    strip = lay_out([StripItem(min(known), max(known), undated=False, label="")], width=smallest)
    if strip.starts_on is None or strip.ends_on is None:
        return None
    return ChartAxis(left, width, strip.starts_on.toordinal(), strip.ends_on.toordinal(), strip.ticks)


def days_in_words(first: FuzzyDate, latest: FuzzyDate) -> str:
    """Two dates as a period: "29–30 Mar 2019" for two days, or one date if they are the same."""
    if first != latest and first.earliest == first.latest < latest.earliest == latest.latest:
        return FuzzyDate.parse(f"{first.earliest}/{latest.latest}").short_words()
    return period(first, latest)


LaneOf = tuple[LaneKind, str]
"""The kind of a lane, and the slug of its answer or empty text."""


def lane_of(stance: AttributedStance) -> LaneOf:
    """The lane of a stance."""
    if stance.answer:
        return ("answer", stance.answer)
    return ("unchanged", "") if stance.unchanged else ("none", "")


def lanes_of(
    answers: Sequence[Answer], stances: Iterable[AttributedStance], *, ordered: bool
) -> list[LaneOf]:
    """The lanes from the top: the answers, with the side "for" first if ordered, then the others."""
    used = {lane_of(stance) for stance in stances}
    slugs = [answer.slug for answer in answers]
    if ordered and not (answers and answers[0].side == "for"):
        slugs.reverse()
    known: list[LaneOf] = [("answer", slug) for slug in slugs]
    strange = sorted(lane for lane in used if lane[0] == "answer" and lane not in known)
    others: tuple[LaneOf, ...] = (("unchanged", ""), ("none", ""))
    return [*known, *strange, *(lane for lane in others if lane in used)]
