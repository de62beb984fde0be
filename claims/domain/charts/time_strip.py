"""The layout of a time strip, to scale, as numbers that a template draws.

    0 ├──●───────○─○────▬▬▬▬───●──────────────▬▬▬▬▬▬▶ 1000
         one day        uncertain                open end

Places are whole thousandths of the axis. Undated things have no place and are listed separately.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from claims.domain.dates.edtf import MONTHS
from claims.domain.dates.fuzzy import EARLIEST, LATEST

MarkKind = Literal["chosen", "neighbour", "event"]
Anchor = Literal["start", "middle", "end"]

OPEN = frozenset({EARLIEST, LATEST})
SCALE = 1000
NARROWEST = 336
"""The default width in pixels for which labels must fit: a phone of 360 less the margins of a page."""

CHARACTER_PX = 7
GAP_PX = 8
ALONE_DAYS = 45
"""The days shown on both sides of a single day."""

MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 60000)
MOST_ROWS: Mapping[MarkKind, int] = {"neighbour": 3, "event": 1}
KINDS_BY_WEIGHT: tuple[MarkKind, ...] = ("chosen", "neighbour", "event")


class StripItem(Struct, frozen=True):
    """A thing to place, with the ends of its date as in ``FuzzyDate``: sentinels for open ends."""

    earliest: date
    latest: date
    undated: bool
    label: str
    kind: MarkKind = "chosen"
    key: str = ""
    is_hollow: bool = False


class StripMark(Struct, frozen=True):
    """A placed thing: a dot if ``x1 == x2`` and ``is_day``, else a segment; open ends are at the edge.

    ``row`` is that of its label, 0 for the one next to the axis, or None if there is no room for it.
    """

    key: str
    kind: MarkKind
    label: str
    row: int | None
    anchor: Anchor
    x1: int
    x2: int
    is_day: bool
    open_start: bool
    open_end: bool
    is_hollow: bool

    @property
    def middle(self) -> int:
        return (self.x1 + self.x2) // 2

    @property
    def length(self) -> int:
        return self.x2 - self.x1


class Tick(Struct, frozen=True):
    """A tick of the axis with its label; ``anchor`` is the SVG text anchor of the label."""

    x: int
    label: str
    anchor: Anchor


class StripGap(Struct, frozen=True):
    """A part of the axis that nobody searched: it is hatched, and ``label`` says so in words."""

    x1: int
    x2: int
    label: str

    @property
    def length(self) -> int:
        return self.x2 - self.x1


class Strip(Struct, frozen=True):
    """The drawing: marks from early to late, ticks, and the things that have no place.

    ``starts_on`` and ``ends_on`` are the days at the edges, or ``None`` if nothing has a place.
    """

    marks: tuple[StripMark, ...]
    ticks: tuple[Tick, ...]
    left_out: tuple[StripItem, ...]
    starts_on: date | None = None
    ends_on: date | None = None

    def x(self, day: date) -> int:
        """The place of a day. A day outside the axis is at the edge; on an empty strip it is 0."""
        if self.starts_on is None or self.ends_on is None:
            return 0
        return place_of(day, self.starts_on.toordinal(), self.ends_on.toordinal(), SCALE)

    @property
    def rows(self) -> int:
        """The number of rows of labels above the axis, at least one."""
        return max((mark.row + 1 for mark in self.marks if mark.row is not None), default=1)

    @property
    def left_out_sentence(self) -> str:
        """A sentence with the number of things that are not on the strip, or empty."""
        number = len(self.left_out)
        return f"Not on the strip: {number} undated." if number else ""


def lay_out(items: Iterable[StripItem], *, width: int = NARROWEST) -> Strip:
    """Place things on an axis that holds them all. Labels do not overlap at ``width`` pixels.

    Chosen things all have their labels, in as many rows as they need; others as far as there is room. Labels
    of events are in a row of their own. A thing with two open ends counts as undated.
    """
    ordered = sorted(items, key=_sort_key)
    placed = [item for item in ordered if not _is_undated(item)]
    left_out = tuple(item for item in ordered if _is_undated(item))
    if not placed:
        return Strip((), (), left_out)
    axis = _Axis.around(placed)
    return Strip(
        marks=_marks(placed, axis, width),
        ticks=_ticks(axis, width),
        left_out=left_out,
        starts_on=date.fromordinal(axis.start),
        ends_on=date.fromordinal(axis.end),
    )


class _Axis(Struct, frozen=True):
    """The first and latest day shown, and the first and latest day of the things, as ordinals."""

    start: int
    end: int
    first: int
    latest: int

    @classmethod
    def around(cls, items: Sequence[StripItem]) -> _Axis:
        ends = [day for item in items for day in (item.earliest, item.latest) if day not in OPEN]
        first, latest = min(ends).toordinal(), max(ends).toordinal()
        margin = max((latest - first) // 20, 3) if latest > first else ALONE_DAYS
        start, end = max(first - margin, EARLIEST.toordinal()), min(latest + margin, LATEST.toordinal())
        return cls(start, end, first, latest)

    def x(self, day: date) -> int:
        return place_of(day, self.start, self.end, SCALE)


def place_of(day: date, start: int, end: int, length: int) -> int:
    """The nearest place of a day on an axis of this length, from the ordinal ``start`` to ``end``.

    A day outside the axis is at the edge.
    """
    days = day.toordinal() - start
    if days <= 0:
        return 0
    if days >= end - start:
        return length
    return (2 * length * days + end - start) // (2 * (end - start))


class _Extent(Struct, frozen=True):
    """The pixels of a label, and its anchor, chosen so that it stays inside the strip."""

    left: float
    right: float
    anchor: Anchor

    @classmethod
    def of(cls, x: int, label: str, width: int) -> _Extent:
        at, length = x * width / SCALE, len(label) * CHARACTER_PX
        if at - length / 2 < 0:
            return cls(at, at + length, "start")
        if at + length / 2 > width:
            return cls(at - length, at, "end")
        return cls(at - length / 2, at + length / 2, "middle")

    def overlaps(self, other: _Extent) -> bool:
        return self.left < other.right + GAP_PX and other.left < self.right + GAP_PX


def _marks(items: Sequence[StripItem], axis: _Axis, width: int) -> tuple[StripMark, ...]:
    ends = [(axis.x(item.earliest), axis.x(item.latest)) for item in items]
    extents = [
        _Extent.of((x1 + x2) // 2, item.label, width) for item, (x1, x2) in zip(items, ends, strict=True)
    ]
    rows = _rows(items, extents)
    return tuple(
        StripMark(
            key=item.key,
            kind=item.kind,
            label=item.label,
            row=rows.get(place),
            anchor=extents[place].anchor,
            x1=x1,
            x2=x2,
            is_day=item.earliest == item.latest,
            open_start=item.earliest == EARLIEST,
            open_end=item.latest == LATEST,
            is_hollow=item.is_hollow,
        )
        for place, (item, (x1, x2)) in enumerate(zip(items, ends, strict=True))
    )


def _rows(items: Sequence[StripItem], extents: Sequence[_Extent]) -> dict[int, int]:
    """The rows of the labels to show, by index: chosen ones get room first, then from early to late."""
    rows: dict[int, int] = {}
    for place in sorted(range(len(items)), key=lambda place: KINDS_BY_WEIGHT.index(items[place].kind)):
        kind = items[place].kind
        taken = {
            row
            for other, row in rows.items()
            if (items[other].kind == "event") == (kind == "event") and extents[place].overlaps(extents[other])
        }
        row = next(row for row in range(len(items)) if row not in taken)
        if items[place].label and row < MOST_ROWS.get(kind, len(items)):
            rows[place] = row
    return rows


def _ticks(axis: _Axis, width: int) -> tuple[Tick, ...]:
    """Ticks at the finest months or years whose labels fit; with fewer than two, at two days.

    These are the first and the latest day of the things, or the ends of the axis if the two are too close.
    """
    for step in MONTH_STEPS:
        if (axis.end - axis.start) // (30 * step) <= width // GAP_PX:
            months = list(month_starts(axis.start, axis.end, step))
            ticks = _fitting(axis, months, (_month_label(month, step) for month in months), width)
            if len(months) >= 2 and len(ticks) == len(months):
                return ticks
    for ends in ((axis.first, axis.latest), (axis.start, axis.end)):
        days = [date.fromordinal(ordinal) for ordinal in sorted(set(ends))]
        ticks = _fitting(axis, days, [f"{day.day} {_month_label(day, 1)}" for day in days], width)
        if len(ticks) > 1:
            break
    return ticks


def month_starts(start: int, end: int, step: int) -> Iterator[date]:
    """The first days of every ``step``-th month between two ordinals, counted from the year 0."""
    first = date.fromordinal(start)
    number = -(-(first.year * 12 + first.month - (first.day == 1)) // step) * step
    while number < 12 * (LATEST.year + 1):
        day = date(number // 12, number % 12 + 1, 1)
        if day.toordinal() > end:
            return
        yield day
        number += step


def _month_label(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"


def _fitting(axis: _Axis, days: Sequence[date], labels: Iterable[str], width: int) -> tuple[Tick, ...]:
    """A tick for each day, or only for the first if the labels would overlap."""
    ticks: list[Tick] = []
    former: _Extent | None = None
    for day, label in zip(days, labels, strict=True):
        x = axis.x(day)
        extent = _Extent.of(x, label, width)
        if former and former.overlaps(extent):
            return tuple(ticks[:1])
        ticks.append(Tick(x, label, extent.anchor))
        former = extent
    return tuple(ticks)


def _is_undated(item: StripItem) -> bool:
    return item.undated or {item.earliest, item.latest} <= OPEN


def _sort_key(item: StripItem) -> tuple[object, ...]:
    kind = KINDS_BY_WEIGHT.index(item.kind)
    return (item.earliest, item.latest, kind, item.label, item.key, item.undated, item.is_hollow)
