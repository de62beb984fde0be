"""The geometry of the strip of repeats."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.repeats import MOST_ROWS, TARGET, WIDTH, RepeatsStrip, lay_out_repeats
from claims.domain.charts.time_strip import SCALE, StripItem
from claims.domain.dates.fuzzy import EARLIEST, LATEST

DAYS = st.one_of(
    st.dates(), st.dates(date(2019, 1, 1), date(2019, 3, 1)), st.sampled_from([EARLIEST, LATEST])
)


@st.composite
def things(draw: st.DrawFn) -> list[StripItem]:
    days = draw(st.lists(st.tuples(DAYS, DAYS), max_size=40))
    return [
        StripItem(min(pair), max(pair), draw(st.integers(0, 9)) == 0, "", key=f"k{n}")
        for n, pair in enumerate(days)
    ]


def a_day(day: date, key: str) -> StripItem:
    return StripItem(day, day, False, "label", key=key)


def keys_of(strip: RepeatsStrip) -> set[str]:
    return {key for mark in strip.marks for key in (mark.key, *mark.more)}


@given(things(), things())
def test_everything_lies_inside_the_frame_of_a_phone(own: list[StripItem], others: list[StripItem]) -> None:
    for strip in lay_out_repeats(own, others):
        assert strip.height > strip.axis_y > 0
        for mark in strip.marks:
            assert 0 <= mark.x1 <= mark.x2 <= SCALE
            assert TARGET / 2 <= mark.x * WIDTH / SCALE <= WIDTH - TARGET / 2
            assert TARGET / 2 <= mark.y <= strip.axis_y - TARGET / 2


@given(things())
def test_no_two_targets_overlap_on_a_phone(items: list[StripItem]) -> None:
    strip, _ = lay_out_repeats(items, [])
    for one, other in combinations(strip.marks, 2):
        assert abs(one.x - other.x) * WIDTH / SCALE >= TARGET or abs(one.y - other.y) >= TARGET
    assert len({mark.y for mark in strip.marks}) <= MOST_ROWS


@given(things())
def test_the_order_of_the_keyboard_is_that_of_time(items: list[StripItem]) -> None:
    strip, _ = lay_out_repeats(items, [])
    assert [mark.x for mark in strip.marks] == sorted(mark.x for mark in strip.marks)


@given(things(), things())
def test_each_dated_thing_is_on_its_strip_once(own: list[StripItem], others: list[StripItem]) -> None:
    others = [StripItem(o.earliest, o.latest, o.undated, "", key=f"e{o.key}") for o in others]
    for strip, items in zip(lay_out_repeats(own, others), (own, others), strict=True):
        dated = {i.key for i in items if not i.undated and not {i.earliest, i.latest} <= {EARLIEST, LATEST}}
        assert keys_of(strip) == dated
        assert sum(1 + len(mark.more) for mark in strip.marks) == len(dated)


@given(things(), st.data())
def test_the_order_of_input_does_not_matter(items: list[StripItem], data: st.DataObject) -> None:
    assert lay_out_repeats(data.draw(st.permutations(items)), []) == lay_out_repeats(items, [])


def test_both_strips_have_one_axis() -> None:
    own, others = lay_out_repeats([a_day(date(2019, 1, 1), "a")], [a_day(date(2021, 1, 1), "b")])
    assert own.ticks == others.ticks
    assert own.marks[0].x < others.marks[0].x


def test_what_lies_far_apart_takes_one_row() -> None:
    days = [date(2019, month, 1) for month in (1, 4, 7, 10)]
    strip, empty = lay_out_repeats([a_day(day, str(day)) for day in days], [])
    assert len({mark.y for mark in strip.marks}) == 1
    assert empty.marks == ()


def test_where_the_rows_do_not_do_one_target_stands_for_several() -> None:
    near = [a_day(date(2019, 1, 1) + timedelta(days=n), f"k{n}") for n in range(9)]
    strip, _ = lay_out_repeats([*near, a_day(date(2025, 1, 1), "far")], [])
    assert [mark.key for mark in strip.marks] == ["k0", "k1", "k2", "k3", "k4", "far"]
    assert strip.marks[4].more == ("k5", "k6", "k7", "k8")
    assert len(strip.marks[4].more_x) == 4
    assert all(strip.marks[4].x <= x < strip.marks[5].x for x in strip.marks[4].more_x)
