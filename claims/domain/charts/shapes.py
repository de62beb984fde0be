"""The shapes of a chart as SVG paths: points by speaker, bars of possible days, brackets, hatched areas."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from claims.domain.charts.marks import Shape
from claims.domain.positions.voices import AttributedStance

RADIUS: Final = 6
INITIALS_RADIUS: Final = 10
ABOVE: Final = 14
"""The distance of the arrow of a change above its point."""
BAR: Final = 4
NARROWEST_BAR: Final = 9
PILL: Final = 9
SHAPES: Final[tuple[Shape, ...]] = ("circle", "square", "diamond", "up", "down")
SIGNS: Final[Mapping[Shape, str]] = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "up": "▲",
    "down": "▼",
    "initials": "",
}


def shapes_of(stances: Iterable[AttributedStance]) -> dict[str, Shape]:
    """A shape for each speaker: the five most frequent ones get their own, the others initials."""
    number = Counter(stance.speaker for stance in stances)
    ranked = sorted(number, key=lambda slug: (-number[slug], slug))
    return {slug: SHAPES[n] if n < len(SHAPES) else "initials" for n, slug in enumerate(ranked)}


def initials(name: str) -> str:
    """The initials of the first and last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


def point_path(shape: Shape, x: int, y: int) -> str:
    """The path of a point. All shapes look about equally large."""
    r = RADIUS
    if shape == "square":
        return f"M{x - 5} {y - 5}h10v10h-10z"
    if shape == "diamond":
        return f"M{x} {y - r - 1}l{r + 1} {r + 1}l-{r + 1} {r + 1}l-{r + 1} -{r + 1}z"
    if shape == "up":
        return f"M{x} {y - r - 1}l{r + 1} 12h-{2 * r + 2}z"
    if shape == "down":
        return f"M{x} {y + r + 1}l{r + 1} -12h-{2 * r + 2}z"
    return circle_path(x, y, INITIALS_RADIUS if shape == "initials" else r)


def circle_path(x: int, y: int, r: int) -> str:
    return f"M{x - r} {y}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 -{2 * r} 0z"


def bar_path(x1: int, x2: int, y: int, *, open_start: bool, open_end: bool) -> str:
    """A bar for the possible days from ``x1`` to ``x2``. An open end is drawn as an arrow head."""
    start = (
        f"M{x1 + BAR + 2} {y + BAR}l-{BAR + 2} -{BAR}l{BAR + 2} -{BAR}"
        if open_start
        else f"M{x1} {y + BAR}v-{2 * BAR}"
    )
    end = f"H{x2 - BAR - 2}l{BAR + 2} {BAR}l-{BAR + 2} {BAR}z" if open_end else f"H{x2}v{2 * BAR}z"
    return start + end


def pill_path(x1: int, x2: int, y: int, *, grown: int = 0) -> str:
    """A rounded bar for several stances, larger by ``grown`` on each side."""
    r = PILL + grown
    left, right = x1 - grown + r, x2 + grown - r
    return f"M{left} {y - r}H{right}a{r} {r} 0 0 1 0 {2 * r}H{left}a{r} {r} 0 0 1 0 -{2 * r}z"


def bracket_path(x1: int, x2: int, y: int, *, is_open: bool) -> str:
    """A bracket from ``x2`` back to ``x1``, with a downward stroke at each end that is not open."""
    start = f"M{x1} {y}" if is_open else f"M{x1} {y + 6}v-6"
    return f"{start}H{x2}v6"
