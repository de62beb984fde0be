"""Rows that are drawn once."""

from __future__ import annotations

from typing import NamedTuple

from django.template import Context, Template
from django.utils.safestring import mark_safe

SOURCE = (
    "{% load keeping %}{% drawn_once row %}{{ row.quote }}, {{ row.by }}{{ drawn.next }}{% enddrawn_once %}"
)


class Row(NamedTuple):
    quote: str
    by: str


class Counted:
    """Counts how often it was drawn."""

    def __init__(self) -> None:
        self.times = 0

    def next(self) -> str:
        self.times += 1
        return ""


def draw(template: Template, row: Row, counted: Counted) -> str:
    return template.render(Context({"row": row, "drawn": counted}))


def test_a_row_is_drawn_once_and_another_again() -> None:
    template, counted = Template(SOURCE), Counted()
    assert {draw(template, Row("No", "Ann"), counted) for _ in range(3)} == {"No, Ann"}
    assert counted.times == 1
    assert draw(template, Row("No", "Bob"), counted) == "No, Bob"
    assert counted.times == 2


def test_a_marked_text_is_never_taken_for_the_same_text_unmarked() -> None:
    template, counted = Template(SOURCE), Counted()
    text = "<mark>No</mark>"
    escaped = "&lt;mark&gt;No&lt;/mark&gt;, Ann"
    assert draw(template, Row(mark_safe(text), "Ann"), counted) == f"{text}, Ann"
    assert draw(template, Row(text, "Ann"), counted) == escaped
    assert draw(template, Row(mark_safe(text), "Ann"), counted) == f"{text}, Ann"
    assert draw(template, Row(text, "Ann"), counted) == escaped
