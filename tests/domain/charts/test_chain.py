"""The geometry of the drawing of a chain."""

from __future__ import annotations

from itertools import pairwise
from math import log2

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.chain import (
    EDGE,
    MOST_ROWS,
    ROW,
    STEP,
    WIDTH,
    ChainDrawing,
    HopLine,
    HopMark,
    draw_chain,
)

Hops = list[tuple[int, int | None]]


@st.composite
def forests(draw: st.DrawFn) -> Hops:
    """Hops without loops, in no order of numbers."""
    length = draw(st.integers(0, 40))
    numbers = draw(st.permutations(range(1, length + 1)))
    return [
        (number, numbers[draw(st.integers(0, place - 1))] if place and draw(st.integers(0, 4)) else None)
        for place, number in enumerate(numbers)
    ]


ANY_HOPS = st.dictionaries(st.integers(1, 70), st.one_of(st.none(), st.integers(1, 80)), max_size=70)


def segments(line: HopLine) -> list[tuple[int, int, int, int]]:
    """The three straight parts of a line, as x and y of both ends."""
    return [
        (line.x1, line.y1, line.x1, line.turn_y),
        (line.x1, line.turn_y, line.x2, line.turn_y),
        (line.x2, line.turn_y, line.x2, line.y2),
    ]


def column_of(mark: HopMark) -> int:
    return (mark.x - EDGE) // STEP


def origin_of(line: HopLine, drawing: ChainDrawing) -> int:
    """The hop at the lower end of a line."""
    return next(mark.hop for mark in drawing.marks if (mark.x, mark.y) == (line.x2, line.y2))


def rows_of(drawing: ChainDrawing) -> dict[int, int]:
    return {mark.hop: place for place, mark in enumerate(drawing.marks)}


@given(ANY_HOPS)
def test_any_hops_at_all_are_drawn_inside_the_frame(hops: dict[int, int | None]) -> None:
    drawing = draw_chain(hops.items())
    assert len(drawing.marks) + drawing.left_out == len(hops)
    assert len(drawing.marks) <= MOST_ROWS
    assert len(drawing.lines) + len(drawing.ends) == len(drawing.marks)
    assert all(0 < mark.x < drawing.label_x < WIDTH for mark in drawing.marks)
    assert all(mark.row_y < mark.y < mark.row_y + ROW <= drawing.height for mark in drawing.marks)
    assert all(end.y1 < end.y2 <= drawing.height for end in drawing.ends)
    assert drawing.characters > 15


@given(ANY_HOPS)
def test_targets_never_overlap_and_follow_one_another_downwards(hops: dict[int, int | None]) -> None:
    drawing = draw_chain(hops.items())
    assert ROW >= 24
    assert all(one.row_y + ROW <= other.row_y for one, other in pairwise(drawing.marks))


@given(forests())
def test_a_hop_lies_above_the_one_that_it_had_the_words_from(hops: Hops) -> None:
    drawing, parents = draw_chain(hops), dict(hops)
    assert all(parents[line.hop] == origin_of(line, drawing) for line in drawing.lines)
    assert {end.hop for end in drawing.ends} == {number for number, parent in hops if parent is None}
    assert all(line.y1 < line.turn_y < line.y2 for line in drawing.lines)
    assert not any(end.is_cut for end in drawing.ends)


@given(forests())
def test_no_line_runs_through_a_hop_that_it_does_not_join(hops: Hops) -> None:
    drawing = draw_chain(hops)
    for line in drawing.lines:
        for x1, y1, x2, y2 in segments(line):
            for mark in drawing.marks:
                on = min(x1, x2) <= mark.x <= max(x1, x2) and min(y1, y2) <= mark.y <= max(y1, y2)
                assert not on or mark.hop in (line.hop, origin_of(line, drawing))


@given(forests())
def test_lines_that_meet_lead_to_one_hop(hops: Hops) -> None:
    drawing = draw_chain(hops)
    downs = [(origin_of(line, drawing), line.x2, line.turn_y, line.y2) for line in drawing.lines]
    for origin, x, top, bottom in downs:
        for other, other_x, other_top, other_bottom in downs:
            meets = x == other_x and top < other_bottom and other_top < bottom
            assert not meets or origin == other


@given(forests())
def test_there_are_no_more_columns_than_a_phone_has_room_for(hops: Hops) -> None:
    drawing = draw_chain(hops)
    assert all(column_of(mark) <= log2(len(hops)) for mark in drawing.marks)


@given(forests(), st.data())
def test_the_order_in_which_hops_come_does_not_matter(hops: Hops, data: st.DataObject) -> None:
    turned = data.draw(st.permutations(hops))
    assert draw_chain(turned) == draw_chain(hops)


def test_no_hops_are_an_empty_drawing() -> None:
    drawing = draw_chain([])
    assert (drawing.marks, drawing.lines, drawing.ends, drawing.height) == ((), (), (), 0)


def test_a_deep_chain_is_one_column() -> None:
    drawing = draw_chain([(n, n + 1 if n < 30 else None) for n in range(1, 31)])
    assert [mark.hop for mark in drawing.marks] == list(range(1, 31))
    assert {column_of(mark) for mark in drawing.marks} == {0}


def test_five_outlets_of_one_wire_stand_above_it() -> None:
    drawing = draw_chain([*((n, 6) for n in range(1, 6)), (6, None)])
    assert [mark.hop for mark in drawing.marks] == [1, 2, 3, 4, 5, 6]
    assert [column_of(mark) for mark in drawing.marks] == [0, 1, 1, 1, 1, 0]


def test_the_way_that_has_the_most_behind_it_stays_straight() -> None:
    drawing = draw_chain([(1, 4), (2, 3), (3, 4), (4, None)])
    assert [(mark.hop, column_of(mark)) for mark in drawing.marks] == [(2, 0), (3, 0), (1, 1), (4, 0)]


def test_a_loop_is_cut_once_and_never_followed_for_ever() -> None:
    drawing = draw_chain([(1, 2), (2, 3), (3, 2), (4, 4)])
    assert {end.hop for end in drawing.ends} == {2, 4}
    assert all(end.is_cut for end in drawing.ends)


def test_a_chain_longer_than_the_drawing_goes_on_in_the_list() -> None:
    drawing = draw_chain([(n, n + 1 if n < 100 else None) for n in range(1, 101)])
    assert drawing.left_out == 100 - MOST_ROWS
    (end,) = drawing.ends
    assert (end.hop, end.is_cut) == (MOST_ROWS, True)
