"""The names at the points and lines of a chart, as far as there is room. A chart needs no legend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from claims.domain.charts.marks import ChangeMark, ChartPoint, ChartText, Line, Shape
from claims.domain.charts.shapes import ABOVE, SIGNS, initials
from claims.domain.charts.time_strip import CHARACTER_PX, Anchor
from claims.domain.positions.voices import AttributedStance

MOST_TRIED: Final = 12
BOLD_PX: Final = 8
BESIDE: Final = 2
CLEAR: Final = 8
"""The least distance of a name from what is drawn, in pixels."""

BELOW: Final = 4
"""The distance of the baseline of a name from the middle of its point."""

LINE: Final = 12
"""The height of a name."""

UNDER: Final = 21
"""The same distance for a name below its point."""


def wrapped(words: str, length: int, most: int) -> tuple[str, ...]:
    """Words in at most ``most`` lines of at most ``length`` characters; the rest becomes "…".

    >>> wrapped("one two three", 8, 2)
    ('one two', 'three')
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > length and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    kept = [line if len(line) <= length else f"{line[: length - 1]}…" for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = f"{kept[-1][: length - 2].rstrip(' …')} …"
    return tuple(line for line in kept if line)


@dataclass(slots=True)
class _Rows:
    """The occupied ranges at each height."""

    left: int
    right: int
    taken: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    words: list[tuple[int, int, int]] = field(default_factory=list)
    """The baseline, start and end of each name that is placed."""
    uprights: list[tuple[int, int, int]] = field(default_factory=list)
    """The place, top and bottom of each upright line."""

    def place(self, y: int, foot: int, begin: int, end: int) -> bool:
        """Place a name on the baseline ``foot`` if its range is free and it touches no name or upright line.

        Returns whether it was placed.
        """
        if any(
            abs(foot - other) < LINE and begin < ended and begun < end for other, begun, ended in self.words
        ):
            return False
        if any(
            begin - BESIDE < x < end + BESIDE and top < foot and foot - LINE < bottom
            for x, top, bottom in self.uprights
        ):
            return False
        is_placed = self.take(y, begin, end)
        if is_placed:
            self.words.append((foot, begin, end))
        return is_placed

    def take(self, y: int, begin: int, end: int) -> bool:
        """Occupy a range if it is free and inside. Returns whether it was."""
        free = self.is_free(y, begin, end)
        if free:
            self.taken.setdefault(y, []).append((begin, end))
        return free

    def is_free(self, y: int, begin: int, end: int) -> bool:
        row = self.taken.get(y, ())
        return (
            self.left <= begin
            and end <= self.right
            and not any(begin < ended and begun < end for begun, ended in row)
        )


def names_at(
    points: Sequence[ChartPoint],
    lines: Sequence[Line],
    by_key: Mapping[str, AttributedStance],
    shapes: Mapping[str, Shape],
    frame: tuple[int, int],
) -> tuple[tuple[ChartText, ...], tuple[str, ...]]:
    """The names that have room, and those that have none, with their sign.

    ``by_key`` are the stances by the keys of their claims. Lines are named if there are several voices and no
    speaker has the name of the voice, and only at points of a single speaker.
    """
    rows = _Rows(*frame)
    for point in points:
        rows.taken.setdefault(point.y, []).append((point.hit.x, point.hit.right))
    for line in lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            if y1 == y2:
                rows.taken.setdefault(y1, []).append((x1, x2))
            else:
                rows.uprights.append((x1, min(y1, y2), max(y1, y2)))
    texts: list[ChartText] = []
    unlabelled: list[str] = []
    alone = _of_speakers(points, by_key)
    names = {name for name, _, _ in alone}
    wanted = []
    for voice, ends in _ends(lines).items():
        own = [point for point in _at(points, ends) if len({by_key[key].speaker for key in point.keys}) == 1]
        if voice not in names:
            wanted.append((voice, "voice", "─", own))
    for name, slug, places in alone:
        wanted.append((name, "speaker", SIGNS[shapes[slug]] or initials(name), places[:MOST_TRIED]))
    for name, look, sign, places in wanted:
        if text := _at_any(rows, name, places, look):
            texts.append(text)
        else:
            unlabelled.append(f"{sign} {name}")
    return tuple(texts), tuple(unlabelled)


def with_words(
    marks: Iterable[tuple[ChangeMark, str]], points: Iterable[ChartPoint], frame: tuple[int, int]
) -> tuple[ChangeMark, ...]:
    """The marks of changes, with their words where there is room."""
    rows = _Rows(*frame)
    for point in points:
        rows.taken.setdefault(point.next_y - ABOVE, []).append((point.x1, point.x2))
    placed = [(mark, words, _around(mark.text, "")) for mark, words in marks]
    shown = [rows.take(mark.text.y, *around) for mark, _, around in placed]
    found = []
    for (mark, words, around), is_shown in zip(placed, shown, strict=True):
        text, (begin, end) = mark.text, _around(mark.text, words)
        # Move the words inward at an edge.
        moved = max(frame[0] - begin, 0) or min(frame[1] - end, 0)
        begin, end = begin + moved, end + moved
        beside = ((begin, around[0]), (around[1], end))
        if is_shown and all(rows.is_free(text.y, *side) for side in beside):
            rows.take(text.y, *beside[0])
            rows.take(text.y, *beside[1])
            text = replace(text, words=f"{text.words} {words}", x=text.x + moved)
        elif not is_shown:
            text = replace(text, words="")
        found.append(replace(mark, text=text))
    return tuple(found)


def _around(text: ChartText, words: str) -> tuple[int, int]:
    """The start and end of an arrow with its words, which are bold."""
    half = (len(words) + 2) * BOLD_PX // 2
    return text.x - half, text.x + half


def _ends(lines: Sequence[Line]) -> dict[str, list[tuple[int, int]]]:
    """The ends of the lines of each voice, the latest first; empty if there is only one voice."""
    ends: dict[str, list[tuple[int, int]]] = {}
    for line in sorted(lines, key=lambda line: -line.points[-1][0]):
        ends.setdefault(line.voice, []).append(line.points[-1])
    return ends if len(ends) > 1 else {}


def _at(points: Sequence[ChartPoint], ends: Sequence[tuple[int, int]]) -> list[ChartPoint]:
    """The points at which lines end."""
    return [
        point for x, y in ends for point in points if point.y == y and point.hit.x <= x <= point.hit.right
    ]


def _of_speakers(
    points: Sequence[ChartPoint], by_key: Mapping[str, AttributedStance]
) -> list[tuple[str, str, list[ChartPoint]]]:
    """The speakers by name and slug with their points; points of several stances belong to nobody."""
    own: dict[tuple[str, str], list[ChartPoint]] = {}
    for point in points:
        if point.count == 1:
            stance = by_key[point.keys[0]]
            own.setdefault((stance.speaker, stance.speaker_name), []).append(point)
    return [(name, slug, own[slug, name]) for slug, name in sorted(own)]


def _at_any(rows: _Rows, name: str, points: Sequence[ChartPoint], look: str) -> ChartText | None:
    """The name beside the first point that has room for it, else below the first one that has."""
    length = len(name) * CHARACTER_PX
    for point in points:
        begin = max(point.hit.right + BESIDE, point.x2 + CLEAR)
        end = min(point.hit.x - BESIDE, point.x1 - CLEAR)
        sides: tuple[tuple[Anchor, int, int], ...] = (
            ("start", begin, begin + length),
            ("end", end - length, end),
        )
        for anchor, left, right in sides:
            if rows.place(point.y, point.y + BELOW, left, right):
                return ChartText(name, left if anchor == "start" else right, point.y + BELOW, anchor, look)
    for point in points:
        begin = max(point.x - length // 2, rows.left)
        # The names below the points of a height share a row, if the next height leaves room.
        is_free = rows.is_free(point.next_y, begin, begin + length)
        if is_free and rows.place(-point.y, point.y + UNDER, begin, begin + length):
            return ChartText(name, begin, point.y + UNDER, "start", look)
    return None
