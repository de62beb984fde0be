"""What the chart of a position consists of: pixels and texts, which a template draws.

A drawing is a frame of ``width`` by ``height`` in which everything lies. Shapes come as the ``d`` of an SVG
path, so that a template has one thing to write for each; everything that can be followed has a ``hit``, the
area in which a finger or a pointer meets it, at least 24 px each way and never over another's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.domain.dates import FuzzyDate

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "square", "diamond", "up", "down", "initials"]
LaneKind = Literal["answer", "unchanged", "none"]
Gap = Literal["silence", "partly_searched", "not_searched"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left and upper edge, its width and its height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def path(self) -> str:
        return f"M{self.x} {self.y}h{self.width}v{self.height}h-{self.width}z"

    def overlaps(self, other: Box) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """An event as the page lists it: ``url`` is where its ``number`` is explained."""

    date: FuzzyDate
    text: str
    number: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place. ``full`` are all of them where ``words`` had to be cut short."""

    words: str
    x: int
    y: int
    anchor: Anchor = "start"
    look: str = ""
    full: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """The height of an answer, or of what gives none: its line at ``y``, and its words above that."""

    answer: str
    kind: LaneKind
    y: int
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One stance, or ``count`` of them that could not be met one by one, as one link.

    ``x1`` to ``x2`` are the possible days; ``y`` is the height. ``look`` is "counted" or "apart", followed by
    "many" for several and "open" for a bar with an open end. ``word`` stands in the shape: a count, or
    initials. ``keys`` are those of its claims. ``change`` tells that a change of position is marked here.
    """

    keys: tuple[str, ...]
    answer: str
    x1: int
    x2: int
    y: int
    hit: Box
    path: str
    look: str
    word: str
    label: str
    url: str
    change: Literal["", "changed", "reported"] = ""

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def x(self) -> int:
        return (self.x1 + self.x2) // 2

    @property
    def word_y(self) -> int:
        """The foot of the letters of ``word``."""
        return self.y + 4

    @property
    def is_apart(self) -> bool:
        return self.look.startswith("apart")


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """The mark of a change at a point: a ring, an arrow and, where there is room, the word."""

    path: str
    text: Text
    label: str
    is_as_reported: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The latest recorded answer of a voice, as far as its order is known, without a break."""

    voice: str
    points: tuple[tuple[int, int], ...]
    is_chosen: bool

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Band:
    """A long interval, over which no line is drawn: what was searched of it, as texture and as words.

    ``ground`` is the pale area behind the whole plot, for the chosen voice alone.
    """

    voice: str
    gap: Gap
    box: Box
    ground: Box | None
    label: str
    text: Text | None

    @property
    def path(self) -> str:
        """What is filled: all of it, or the lower half where only a part was searched."""
        box = self.box
        if self.gap != "partly_searched":
            return box.path
        return Box(box.x, box.y + box.height // 2, box.width, box.height - box.height // 2).path

    @property
    def outline(self) -> str:
        """The whole band, where only a half of it is filled."""
        return self.box.path if self.gap == "partly_searched" else ""


@dataclass(frozen=True, slots=True)
class Bracket:
    """From a claim that nothing has changed back to what it is held against, with the outcome in words."""

    key: str
    x1: int
    x2: int
    path: str
    is_open: bool
    text: Text
    label: str


@dataclass(frozen=True, slots=True)
class EventTick:
    """One event or several close to each other: ticks on the axis, and numbers under it, which are a link."""

    numbers: tuple[int, ...]
    path: str
    hit: Box
    text: Text
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class AxisTick:
    x: int
    text: Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """One geometry of the chart. ``points`` and ``events`` stand in order of time, that of the keyboard.

    ``unlabelled`` are speakers and voices whose name found no room at their points, as "◆ Jane Doe".
    """

    width: int
    height: int
    axis_y: int
    left: int
    right: int
    lanes: tuple[Lane, ...]
    ticks: tuple[AxisTick, ...]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    brackets: tuple[Bracket, ...]
    points: tuple[Point, ...]
    changes: tuple[ChangeMark, ...]
    events: tuple[EventTick, ...]
    labels: tuple[Text, ...]
    unlabelled: tuple[str, ...]
    brackets_left_out: int
    events_left_out: int


@dataclass(frozen=True, slots=True)
class PositionChart:
    """The chart of a position, wide and narrow; None where no stance has a date.

    ``undated`` stances are not in it, and the page lists them. ``alternative`` tells in words what it shows,
    ``events`` what the numbers on its axis mean.
    """

    title: str
    caption: str
    alternative: str
    wide: Drawing | None
    narrow: Drawing | None
    stances: int
    undated: int
    events: tuple[str, ...]
