"""The layout of a chain of attribution, in pixels, as numbers that a template draws.

Each hop has a row, from our source at the top to the one nearest to the speaker at the bottom, so that a long
chain fits on a phone. A hop is in the column of the hop from which it took the words. If several took them
from the same hop, all but one are further to the right, so that no lines cross::

    ●      1  the Daily             columns ≤ 1 + log₂(hops): of several hops with the same origin,
    │ ●    3  the Weekly            the one with the most hops before it keeps the column
    ├─╯
    ●      2  a wire
    ┊         origin not known
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.domain.record.graphs import depths_of, loops_in

WIDTH = 296
"""The narrowest width in pixels: a window of 320 without its margins."""

ROW = 48
STUB = 24
EDGE = 14
STEP = 28
LABEL_GAP = 22
CHARACTER_PX = 7
MOST_ROWS = 48
"""The maximum number of hops drawn, the nearest to us. The list has all."""


@dataclass(frozen=True, slots=True)
class HopMark:
    """A hop: the middle of its dot, and the top of its row, which is the target of its link."""

    hop: int
    x: int
    y: int
    row_y: int


@dataclass(frozen=True, slots=True)
class HopLine:
    """The line from a hop (``x1``, ``y1``) down to the one from which it took the words (``x2``, ``y2``).

    It goes down to ``turn_y``, across to the column of the other, and down again.
    """

    hop: int
    x1: int
    y1: int
    turn_y: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class HopEnd:
    """The short line below a hop without a line to another.

    ``is_cut`` means that the other hop exists but is not drawn.
    """

    hop: int
    x: int
    y1: int
    y2: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ChainDrawing:
    """Rows from top to bottom, lines, and ends.

    ``label_x`` is the start of all labels, ``characters`` the length of a label in the narrowest drawing,
    ``left_out`` the number of hops that are not drawn.
    """

    marks: tuple[HopMark, ...]
    lines: tuple[HopLine, ...]
    ends: tuple[HopEnd, ...]
    height: int
    label_x: int
    characters: int
    left_out: int

    @property
    def left_out_words(self) -> str:
        """The number of hops that only the list has, or empty."""
        steps = "step" if self.left_out == 1 else "steps"
        return f"{self.left_out:,} more {steps}: see the list." if self.left_out else ""


def draw_chain(hops: Iterable[tuple[int, int | None]]) -> ChainDrawing:
    """The drawing of hops, given as pairs of number and parent in any order.

    Hops that are not a valid chain can be drawn too: a missing parent ends the line, and a loop is cut at its
    lowest hop.
    """
    parents = dict(sorted(hops))
    drawn = {number: parents[number] for number in sorted(parents)[:MOST_ROWS]}
    known = _cut({number: parent if parent in drawn else None for number, parent in drawn.items()})
    placed = _rows(known)
    columns = max((column for _, column in placed), default=0)
    label_x = EDGE + columns * STEP + LABEL_GAP
    marks = {}
    y = 0
    for number, column in placed:
        marks[number] = HopMark(number, EDGE + column * STEP, y + ROW // 2, y)
        y += ROW if known[number] is not None else ROW + STUB
    return ChainDrawing(
        marks=tuple(marks.values()),
        lines=tuple(
            HopLine(number, mark.x, mark.y, mark.row_y + ROW, marks[parent].x, marks[parent].y)
            for number, mark in marks.items()
            if (parent := known[number]) is not None
        ),
        ends=tuple(
            HopEnd(number, mark.x, mark.y, mark.row_y + ROW + STUB // 2, parents[number] is not None)
            for number, mark in marks.items()
            if known[number] is None
        ),
        height=y,
        label_x=label_x,
        characters=(WIDTH - label_x) // CHARACTER_PX,
        left_out=len(parents) - len(drawn),
    )


def _cut(parents: Mapping[int, int | None]) -> dict[int, int | None]:
    """The parents, with every loop cut at its lowest hop."""
    cut = dict(parents)
    for loop in loops_in(parents):
        cut[min(loop)] = None
    return cut


def _rows(parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """The hops from top to bottom, each with its column."""
    behind: dict[int | None, list[int]] = {}
    for number in sorted(parents):
        behind.setdefault(parents[number], []).append(number)
    sizes = _sizes(parents)
    rows: list[tuple[int, int]] = []
    # Go from the bottom up, so that each hop comes before those that took the words from it; reverse at last.
    waiting = [(number, 0) for number in sorted(behind.get(None, ()))]
    while waiting:
        number, column = waiting.pop()
        rows.append((number, column))
        heard = sorted(behind.get(number, ()), key=lambda one: (-sizes[one], one))
        # The first in the list is taken from the stack last: it keeps the column and is at the top.
        waiting.extend((one, column if place == 0 else column + 1) for place, one in enumerate(heard))
    return rows[::-1]


def _sizes(parents: Mapping[int, int | None]) -> dict[int, int]:
    """The number of hops that took the words from each one, directly or indirectly, itself included."""
    depths = depths_of(parents)
    sizes = dict.fromkeys(parents, 1)
    for number in sorted(parents, key=lambda one: depths[one], reverse=True):
        parent = parents[number]
        if parent is not None:
            sizes[parent] += sizes[number]
    return sizes
