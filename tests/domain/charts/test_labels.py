"""Names and words in a chart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.labels import BOLD_PX, wrapped
from claims.domain.charts.marks import Box, ChartText
from claims.domain.charts.position import position_chart
from claims.domain.charts.time_strip import CHARACTER_PX
from claims.domain.positions.voices import AttributedStance
from tests.cases import each_case
from tests.domain.charts.drawings import chart, charted, drawings, overlap, wide
from tests.domain.positions.lines import ORDERED, RURITANIA, line, stance


def _box(text: ChartText, width: int) -> Box:
    length = len(text.words) * width
    begin = {"start": text.x, "middle": text.x - length // 2, "end": text.x - length}[text.anchor]
    return Box(begin, text.y - 10, length, 12)


@given(charted())
def test_no_name_covers_a_point_or_another_name(stances: tuple[AttributedStance, ...]) -> None:
    for drawing in drawings(chart(stances)):
        boxes = [_box(text, CHARACTER_PX) for text in drawing.labels]
        assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
        assert not any(
            overlap(box, point.hit) for box in boxes for point in drawing.points if point.y == box.y + 6
        )
        assert all(box.x >= 0 and box.right <= drawing.width for box in boxes)


@given(charted())
def test_no_name_stands_on_an_upright_line(stances: tuple[AttributedStance, ...]) -> None:
    for drawing in drawings(chart(stances)):
        boxes = [_box(text, CHARACTER_PX) for text in drawing.labels]
        uprights = [
            Box(x1, min(y1, y2), 0, abs(y1 - y2))
            for line in drawing.lines
            for (x1, y1), (x2, y2) in pairwise(line.points)
            if y1 != y2
        ]
        assert not any(overlap(box, upright) for box in boxes for upright in uprights)


def test_the_name_of_a_voice_stands_at_no_point_that_it_shares() -> None:
    """Ann and Ben said their latest on one day, so a name at that point would give it to one of them."""
    lines = [
        replace(
            line([stance(f"{name}{day}", f"2019-06-{day}", "yes", by=name) for day in (10, 20)]),
            voice=RURITANIA._replace(name=f"The side of {name}"),
        )
        for name in ("ann", "ben")
    ]
    drawn = position_chart(lines, answers=ORDERED.answers, ordered=True, url=str, list_url=str)
    assert [text for text in wide(drawn).labels if text.look == "voice"] == []
    assert set(wide(drawn).unlabelled) == {"─ The side of ann", "─ The side of ben"}


@given(charted())
def test_the_words_of_changes_do_not_cover_each_other(stances: tuple[AttributedStance, ...]) -> None:
    for drawing in drawings(chart(stances)):
        boxes = [_box(change.text, BOLD_PX) for change in drawing.changes if change.text.words]
        assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
        assert all(box.x >= 0 and box.right <= drawing.width for box in boxes)


@given(charted())
def test_every_speaker_whose_own_shape_is_shown_is_named(stances: tuple[AttributedStance, ...]) -> None:
    names = {one.key: one.speaker_name for one in stances}
    for drawing in drawings(chart(stances)):
        alone = {names[point.keys[0]] for point in drawing.points if point.count == 1}
        told = " ".join([*(text.words for text in drawing.labels), *drawing.unlabelled])
        assert all(name in told for name in alone)


def test_the_five_who_are_met_most_often_have_a_shape_and_others_initials() -> None:
    stances = [
        stance(f"k{n}{m}", f"20{10 + m}-0{n + 1}-01", "yes", by=f"speaker {'abcdefg'[n]}")
        for n in range(7)
        for m in range(9 - n)
    ]
    words = {point.keys[0][1]: point.word for point in wide(chart(stances)).points if point.count == 1}
    assert words
    assert all(bool(word) == (int(speaker) >= 5) for speaker, word in words.items())


@each_case(
    ("words", "lines"),
    [
        ("", ()),
        ("one", ("one",)),
        ("one two three", ("one two", "three")),
        ("one two three four five", ("one two", "three …")),
        ("incomprehensible", ("incompr…",)),
    ],
)
def test_words_are_wrapped_into_two_lines_at_most(words: str, lines: tuple[str, ...]) -> None:
    assert wrapped(words, 8, 2) == lines


@given(st.text(), st.integers(4, 40), st.integers(1, 4))
def test_no_line_is_longer_than_there_is_room(words: str, length: int, most: int) -> None:
    lines = wrapped(words, length, most)
    assert len(lines) <= most
    assert all(len(line) <= length for line in lines)
