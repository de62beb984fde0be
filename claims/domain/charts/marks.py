"""The parts of the chart of a position, in pixels and texts that a template draws.

A drawing is a frame of ``width`` by ``height``. Shapes are given as the ``d`` of an SVG path. Every link has
a ``hit``, its touch target of at least 24 px each way, which overlaps no other.
"""

from typing import Literal

from msgspec import Struct

from claims.domain.charts.time_strip import Anchor
from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.gaps import Gap

Shape = Literal["circle", "square", "diamond", "up", "down", "initials"]
ChangeKind = Literal["", "changed", "reported"]
LaneKind = Literal["answer", "unchanged", "none"]
LIFT = 8
"""The distance by which points below the line of their lane are moved up, to be close to it."""


class Box(Struct, frozen=True):
    """A rectangle: its left and top edge, its width and height."""

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


class ChartEvent(Struct, frozen=True):
    """An event as the page lists it. ``url`` is the place that explains its ``number``."""

    date: FuzzyDate
    text: str
    number: int
    url: str = ""


class ChartText(Struct, frozen=True):
    """Words at a place. If ``words`` are cut, ``full`` has all of them."""

    words: str
    x: int
    y: int
    anchor: Anchor = "start"
    look: str = ""
    full: str = ""


class Lane(Struct, frozen=True):
    """The lane of an answer, or of stances without one: its line at ``y``, with its words above."""

    answer: str
    kind: LaneKind
    y: int
    texts: tuple[ChartText, ...]


class ChartPoint(Struct, frozen=True):
    """One stance, or ``count`` stances that are too close to each other, as one link.

    ``x1`` to ``x2`` are the possible days, ``y`` is the height. ``look`` is "said" or "summed-up", and "many"
    for several, "open" for a bar with an open end. ``word`` is the text in the shape: a count, or initials.
    ``keys`` are the keys of its claims. ``change`` means that a change of position is marked there.
    """

    keys: tuple[str, ...]
    x1: int
    x2: int
    y: int
    hit: Box
    path: str
    look: str
    word: str
    label: str
    url: str
    change: ChangeKind = ""

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def x(self) -> int:
        return (self.x1 + self.x2) // 2

    @property
    def next_y(self) -> int:
        """The height of the points below it in its lane."""
        return self.hit.bottom + self.hit.height // 2 - LIFT

    @property
    def word_y(self) -> int:
        """The baseline of ``word``."""
        return self.y + 4

    @property
    def is_summed_up(self) -> bool:
        return self.look.startswith("summed-up")


class ChangeMark(Struct, frozen=True):
    """The mark of a change at a point: a ring, an arrow and, if there is room, a word."""

    path: str
    text: ChartText
    label: str
    is_as_reported: bool


class Line(Struct, frozen=True):
    """An unbroken piece of the line of a voice: its latest recorded answer, as far as the order is known."""

    voice: str
    points: tuple[tuple[int, int], ...]
    is_chosen: bool

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in self.points)


class Band(Struct, frozen=True):
    """A long interval without a line, and how far it was searched, as a texture and in words.

    ``ground`` is the pale area behind the whole plot, for the chosen voice only.
    """

    gap: Gap
    box: Box
    ground: Box | None
    label: str
    text: ChartText | None

    @property
    def path(self) -> str:
        """The filled part: the whole band, or the lower half if only a part was searched."""
        box = self.box
        if self.gap != "partly_searched":
            return box.path
        return Box(box.x, box.y + box.height // 2, box.width, box.height - box.height // 2).path

    @property
    def outline(self) -> str:
        """The outline of the whole band if only half of it is filled."""
        return self.box.path if self.gap == "partly_searched" else ""


class Bracket(Struct, frozen=True):
    """A bracket from a claim that nothing has changed back to what it is compared with, with its outcome."""

    key: str
    x1: int
    x2: int
    path: str
    is_open: bool
    text: ChartText
    label: str


class EventTick(Struct, frozen=True):
    """One event, or several close to each other: ticks on the axis, with the numbers below as one link."""

    numbers: tuple[int, ...]
    path: str
    hit: Box
    text: ChartText
    label: str
    url: str


class Ground(Struct, frozen=True):
    """The row above the axis: hatched on the days that nobody searched for the chosen voice.

    ``leads`` is the path of the hollow ticks of leads, empty without any, ``label`` says what the row shows.
    """

    hatched: str
    leads: str
    label: str


class Sign(Struct, frozen=True):
    """A mark of a chart with its meaning. ``mark`` stands for it in plain text.

    ``look`` is how it is drawn, ``path`` its shape in a box of 20 by 12, ``number`` the text in it.
    """

    look: Literal["said", "summed-up", "bracket", "bracket open", "hatched", "lead", "event"]
    mark: str
    words: str
    path: str
    number: str = ""


class AxisTick(Struct, frozen=True):
    x: int
    text: ChartText


class Drawing(Struct, frozen=True):
    """A drawing of the chart. ``points`` and ``events`` are in order of time, which the Tab key follows.

    ``unlabelled`` are the speakers and voices without room for a name, as "◆ Jane Doe".
    """

    width: int
    height: int
    axis_y: int
    left: int
    right: int
    lanes: tuple[Lane, ...]
    ticks: tuple[AxisTick, ...]
    bands: tuple[Band, ...]
    ground: Ground
    lines: tuple[Line, ...]
    brackets: tuple[Bracket, ...]
    points: tuple[ChartPoint, ...]
    changes: tuple[ChangeMark, ...]
    events: tuple[EventTick, ...]
    labels: tuple[ChartText, ...]
    unlabelled: tuple[str, ...]
    brackets_left_out: int
    events_left_out: int
    leads_inside: int


class PositionChart(Struct, frozen=True):
    """The chart of a position as a wide and a narrow drawing, which are None if no stance has a date.

    ``stances`` is the number of all stances on record, ``not_drawn`` says which of them are left out and why.
    ``alternative`` describes the chart in words, ``events`` explains the numbers on its axis, ``legend`` the
    marks.
    """

    title: str
    caption: str
    alternative: str
    wide: Drawing | None
    narrow: Drawing | None
    stances: int
    not_drawn: str
    events: tuple[str, ...]
    legend: tuple[Sign, ...] = ()
