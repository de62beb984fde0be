"""The layout of a strip of repeats, to scale, as numbers that a template draws.

The axis is that of ``time_strip``, in thousandths. The touch targets are above it, in as many rows as are
needed so that none overlap on a phone. If there are too many, one target stands for several repeats::

      ○
    ● ○       ○         targets of 24 px, a row each where they would overlap
    ┴─┴───────┴────▶    ticks, to scale
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from claims.domain.charts.time_strip import SCALE, StripItem, StripMark, Tick, lay_out

WIDTH = 296
"""The narrowest width, in pixels, at which targets must not overlap: a window of 320 without its margins."""

TARGET = 24
APART = -(-TARGET * SCALE // WIDTH)
EDGE = -(-TARGET * SCALE // (2 * WIDTH))
MOST_ROWS = 5
LABELS = 28
"""The height in pixels of the labels below the axis."""


@dataclass(frozen=True, slots=True)
class RepeatMark:
    """One repeat: ``x1`` to ``x2`` on the axis, and the middle of its target (``x``, ``y``).

    ``x`` is in thousandths, ``y`` in pixels. ``more`` are the keys of others that share the target,
    ``more_x`` the places of their ticks.
    """

    key: str
    x1: int
    x2: int
    is_day: bool
    is_open: bool
    x: int
    y: int
    more: tuple[str, ...] = ()
    more_x: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        return self.x2 - self.x1


@dataclass(frozen=True, slots=True)
class RepeatsStrip:
    """The marks from early to late, the ticks, and in pixels the place of the axis and the whole height."""

    marks: tuple[RepeatMark, ...]
    ticks: tuple[Tick, ...]
    axis_y: int
    height: int


def lay_out_repeats(
    repeats: Iterable[StripItem], echoes: Iterable[StripItem]
) -> tuple[RepeatsStrip, RepeatsStrip]:
    """Two strips on the same axis, so that they can be compared. Undated things are left out.

    Things are identified by key; labels and kinds do not matter.
    """
    own = [replace(item, kind="chosen", label="") for item in repeats]
    others = [replace(item, kind="neighbour", label="") for item in echoes]
    strip = lay_out([*own, *others])
    return (
        _strip([mark for mark in strip.marks if mark.kind == "chosen"], strip.ticks),
        _strip([mark for mark in strip.marks if mark.kind == "neighbour"], strip.ticks),
    )


def _strip(marks: Sequence[StripMark], ticks: tuple[Tick, ...]) -> RepeatsStrip:
    rows: list[int] = []
    placed: list[tuple[StripMark, int, int]] = []
    more: dict[int, list[StripMark]] = {}
    for mark in sorted(marks, key=lambda mark: (_target(mark), mark.x1, mark.key)):
        x = _target(mark)
        row = next((row for row, latest in enumerate(rows) if x - latest >= APART), len(rows))
        if row == MOST_ROWS:
            more.setdefault(len(placed) - 1, []).append(mark)
            continue
        rows[row : row + 1] = [x]
        placed.append((mark, x, row))
    axis_y = len(rows) * TARGET + TARGET // 2
    return RepeatsStrip(
        marks=tuple(
            RepeatMark(
                key=mark.key,
                x1=mark.x1,
                x2=mark.x2,
                is_day=mark.is_day,
                is_open=mark.open_start or mark.open_end,
                x=x,
                y=axis_y - TARGET - row * TARGET,
                more=tuple(other.key for other in more.get(place, ())),
                more_x=tuple(other.middle for other in more.get(place, ())),
            )
            for place, (mark, x, row) in enumerate(placed)
        ),
        ticks=ticks,
        axis_y=axis_y,
        height=axis_y + LABELS,
    )


def _target(mark: StripMark) -> int:
    """The middle of a mark, but far enough from the edges for its target."""
    return min(max(mark.middle, EDGE), SCALE - EDGE)
