"""The legends of charts and strips: an entry for each kind of mark that is drawn, drawn as it is there.

● in own words or as reported    ▭ summed up, on one of these days    ╱╱ nobody has searched
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from claims.domain.charts.marks import ChartPoint, Drawing, Shape, Sign
from claims.domain.charts.shapes import SHAPES, SIGNS, bracket_path, circle_path, point_path
from claims.domain.positions.voices import AttributedStance
from claims.domain.text.plurals import number_of

MarkedAs = Literal["point", "bar", "many"]
Mark = tuple[bool, MarkedAs]
"""Whether statements are summed up, and how they are drawn."""

MIDDLE: Final = (10, 6)
BAR: Final = "M1 3h18v6h-18z"
PLAIN: Final[Mapping[Mark, str]] = {
    (False, "point"): "●",
    (False, "bar"): "▬",
    (False, "many"): "❷",
    (True, "point"): "○",
    (True, "bar"): "▭",
    (True, "many"): "②",
}
"""The marks in the order of the legend, as they are in plain text."""
HATCHED: Final = Sign("hatched", "╱╱", "nobody has searched", "M0 1h20v10h-20z")
EVENTS: Final = Sign("event", "┼", "events, by number", "M10 1v10")
BRACKET: Final = bracket_path(2, 18, 4, is_open=False)
OPEN_BRACKET: Final = bracket_path(2, 18, 4, is_open=True)
COMPARED: Final = "“nothing changed”, compared with what was said before in own words or as reported"


def legend_of(
    drawing: Drawing, by_key: Mapping[str, AttributedStance], shapes: Mapping[str, Shape]
) -> Iterable[Sign]:
    """The marks of a drawing, each with its meaning. ``shapes`` are those of the speakers by slug."""
    marks: dict[Mark, Shape] = {}
    for point in drawing.points:
        mark, shape = _mark(point, by_key), shapes[by_key[point.keys[0]].speaker]
        marks[mark] = min(marks.get(mark, shape), shape, key=list(SIGNS).index)
    speakers = _speakers(drawing.points, by_key, shapes)
    yield from signs_of(marks, filled_and_hollow=len(speakers) > 1)
    if len(speakers) > 1:
        yield from speakers
    if any(not bracket.is_open for bracket in drawing.brackets):
        yield Sign("bracket", "⊓", COMPARED, BRACKET)
    if any(bracket.is_open for bracket in drawing.brackets):
        yield Sign("bracket open", "┄┐", f"{COMPARED}; no day is named since when", OPEN_BRACKET)
    if drawing.ground.hatched:
        yield HATCHED
    if drawing.leads_inside:
        yield leads_sign(f"{number_of(drawing.leads_inside, 'lead')} not yet followed")
    if drawing.events:
        yield EVENTS


def signs_of(marks: Mapping[Mark, Shape], *, filled_and_hollow: bool = False) -> Iterable[Sign]:
    """The entries for marks of statements. ``marks`` gives the shape of a single statement of a single day.

    With ``filled_and_hollow``, for several shapes, the words say whether the mark is filled or hollow.
    """
    for mark, plain in PLAIN.items():
        if mark not in marks:
            continue
        is_summed_up, marked = mark
        words = "summed up" if is_summed_up else "in own words or as reported"
        path, number = point_path(marks[mark], *MIDDLE), ""
        if marked == "bar":
            path, words = BAR, f"{words}, on one of these days"
        elif marked == "many":
            path, words, number = circle_path(*MIDDLE, 6), f"several, {words}, with their number", "2"
        elif filled_and_hollow:
            words = f"{'hollow' if is_summed_up else 'filled'}: {words}"
        yield Sign("summed-up" if is_summed_up else "said", plain, words, path, number)


def leads_sign(words: str = "leads not yet followed") -> Sign:
    return Sign("lead", "▯", words, "M8 .5h4v11h-4z")


def _mark(point: ChartPoint, by_key: Mapping[str, AttributedStance]) -> Mark:
    if point.count > 1:
        return point.is_summed_up, "many"
    return point.is_summed_up, "point" if _is_day(point, by_key) else "bar"


def _is_day(point: ChartPoint, by_key: Mapping[str, AttributedStance]) -> bool:
    said = by_key[point.keys[0]].said
    return said.earliest == said.latest


def _speakers(
    points: Iterable[ChartPoint], by_key: Mapping[str, AttributedStance], shapes: Mapping[str, Shape]
) -> tuple[Sign, ...]:
    """The shapes of the speakers of single days. Initials need no entry."""
    found: dict[tuple[int, str], Sign] = {}
    for point in points:
        stance = by_key[point.keys[0]]
        shape = shapes[stance.speaker]
        if point.count == 1 and _is_day(point, by_key) and shape in SHAPES:
            place = (SHAPES.index(shape), stance.speaker_name)
            if not point.is_summed_up or place not in found:
                look: Literal["said", "summed-up"] = "summed-up" if point.is_summed_up else "said"
                found[place] = Sign(look, SIGNS[shape], stance.speaker_name, point_path(shape, *MIDDLE))
    return tuple(found[place] for place in sorted(found))
