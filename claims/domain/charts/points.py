"""The points of a chart: each cell of a lane as a shape with a link and a label."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

from claims.domain.charts.axis import days_in_words
from claims.domain.charts.marks import Box, ChangeKind, ChangeMark, ChartPoint, ChartText, Shape
from claims.domain.charts.placing import Cell
from claims.domain.charts.shapes import (
    ABOVE,
    INITIALS_RADIUS,
    NARROWEST_BAR,
    PILL,
    bar_path,
    circle_path,
    initials,
    pill_path,
    point_path,
)
from claims.domain.charts.time_strip import CHARACTER_PX
from claims.domain.positions.changes import Change
from claims.domain.positions.days import BY_END
from claims.domain.positions.findings import change_sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from claims.domain.record import vocabulary
from claims.domain.text.plurals import number_of

SAYS_UNCHANGED = "says nothing changed"
NO_ANSWER = "gives no answer"
RING = 4
BEGIN: Final = attrgetter("said.earliest", "said.latest")
Look = tuple[int, int, str, str, str]
"""The start, end, path, look and word of a point."""


@dataclass(frozen=True)
class DrawnChange:
    """A change of position with its sentence, which several marks have."""

    change: Change
    answers: Answers

    @cached_property
    def words(self) -> str:
        return str(change_sentence(self.change, self.answers))


@dataclass(frozen=True, slots=True)
class Drawn:
    """How stances are drawn: shapes by speaker, texts of answers, addresses and changes.

    ``url`` returns the address of a claim by its key, ``list_url`` that of a list of several stances.
    ``changes`` are the changes by the key of the claim at which they are marked.
    """

    shapes: Mapping[str, Shape]
    texts: Mapping[str, str]
    url: Callable[[str], str]
    list_url: Callable[[Sequence[AttributedStance]], str]
    changes: Mapping[str, DrawnChange]

    def point(self, cell: Cell, y: int, top: int, height: int) -> ChartPoint:
        """The point of a cell at the height ``y``. Its target begins at ``top``."""
        by_date = sorted(cell.by_date, key=BEGIN)
        stances = [stance for said in by_date for stance in said.stances]
        one = stances[0] if len(stances) == 1 else None
        x1, x2, path, look, word = self._shape(cell, one, y) if one else _pill(cell, stances, y)
        label = self.label(one) if one else self._label_of_several(cell, stances)
        changes = [self.changes[stance.key] for stance in stances if stance.key in self.changes]
        return ChartPoint(
            keys=tuple(stance.key for stance in stances),
            x1=x1,
            x2=x2,
            y=y,
            hit=Box(cell.left, top, cell.right - cell.left, height),
            path=path,
            look=look,
            word=word,
            label=f"{label}{_changes_in_words(changes)}",
            url=self.url(one.key) if one else self.list_url(stances),
            change=_kind_of(changes),
        )

    def _shape(self, cell: Cell, stance: AttributedStance, y: int) -> Look:
        said, shape = stance.said, self.shapes[stance.speaker]
        look = "said" if stance.is_in_line else "summed-up"
        x1, x2 = cell.x1, cell.x2
        if said.earliest == said.latest:
            word = initials(stance.speaker_name) if shape == "initials" else ""
            return x1, x2, point_path(shape, x1, y), look, word
        if x2 - x1 < NARROWEST_BAR:
            x1 = (x1 + x2 - NARROWEST_BAR) // 2
            x2 = x1 + NARROWEST_BAR
        path = bar_path(x1, x2, y, open_start=said.starts_open, open_end=said.ends_open)
        return x1, x2, path, look if said.is_closed else f"{look} open", ""

    def _label_of_several(self, cell: Cell, stances: Sequence[AttributedStance]) -> str:
        latest = max((one.said for one in cell.by_date), key=BY_END)
        days = days_in_words(stances[0].said, latest)
        summed_up = "" if stances[0].is_in_line else ", summed up"
        number = number_of(len(stances), "statement")
        return f"{days}, {number}: {self._answer(stances[0])}{summed_up} (list)"

    def label(self, stance: AttributedStance) -> str:
        """One stance in words: "7 Feb 2019, Jane Doe: stands by him (quoted)"."""
        answer_words = self._answer(stance)
        if stance.answer and stance.unchanged:
            answer_words = f"{answer_words}; {SAYS_UNCHANGED}"
        summed_up = "" if stance.is_in_line or stance.form == "summary" else ", summed up"
        form = vocabulary.FORMS.get(stance.form, stance.form)
        return f"{stance.said.short_words()}, {stance.speaker_name}: {answer_words} ({form}{summed_up})"

    def _answer(self, stance: AttributedStance) -> str:
        unanswered = SAYS_UNCHANGED if stance.unchanged else NO_ANSWER
        return self.texts.get(stance.answer, stance.answer) or unanswered

    def change_mark(self, point: ChartPoint, up: str) -> ChangeMark:
        """The mark of the change at a point: a ring, and an arrow above it. ``up`` is the arrow."""
        drawn = next(self.changes[key] for key in point.keys if key in self.changes)
        if point.count > 1 or point.word or point.x2 > point.x1:
            ring = pill_path(point.x1, point.x2, point.y, grown=RING - 1)
        else:
            ring = circle_path(point.x, point.y, INITIALS_RADIUS)
        text = ChartText(up, point.x, point.y - ABOVE, "middle", "change")
        return ChangeMark(ring, text, drawn.words, drawn.change.is_as_reported)


def _changes_in_words(changes: Sequence[DrawnChange]) -> str:
    """The changes at a point in words, for screen readers; if there are many, their number."""
    if len(changes) > 1:
        return f"; {number_of(len(changes), 'change')} here"
    return f". {changes[0].words}" if changes else ""


def _kind_of(changes: Sequence[DrawnChange]) -> ChangeKind:
    if not changes:
        return ""
    return "reported" if all(drawn.change.is_as_reported for drawn in changes) else "changed"


def _pill(cell: Cell, stances: Sequence[AttributedStance], y: int) -> Look:
    """The bar of several stances: over their days, but wide enough for their number."""
    count = f"{len(stances):,}"
    width = max(cell.x2 - cell.x1, len(count) * CHARACTER_PX + PILL, 2 * PILL + 2)
    width = min(width, cell.right - cell.left)
    x1 = min(max((cell.x1 + cell.x2 - width) // 2, cell.left), cell.right - width)
    look = "said many" if stances[0].is_in_line else "summed-up many"
    return x1, x1 + width, pill_path(x1, x1 + width, y), look, count
