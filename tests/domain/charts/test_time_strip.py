"""The geometry of the time strip."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.time_strip import (
    CHARACTER_PX,
    NARROWEST,
    SCALE,
    Anchor,
    MarkKind,
    Strip,
    StripItem,
    lay_out,
)
from claims.domain.dates.fuzzy import EARLIEST, LATEST

KINDS: list[MarkKind] = ["chosen", "neighbour", "event"]
DAYS = st.one_of(
    st.dates(), st.dates(date(2019, 1, 1), date(2020, 3, 1)), st.sampled_from([EARLIEST, LATEST])
)


@st.composite
def items(draw: st.DrawFn) -> StripItem:
    one, other = draw(DAYS), draw(DAYS)
    label = draw(st.text("abc 123", max_size=14))
    undated = draw(st.integers(0, 9)) == 0
    return StripItem(min(one, other), max(one, other), undated, label, draw(st.sampled_from(KINDS)))


def a_day(day: date, label: str = "x", kind: MarkKind = "chosen") -> StripItem:
    return StripItem(day, day, False, label, kind)


def pixels(x: int, label: str, anchor: Anchor) -> tuple[float, float]:
    at, length = x * NARROWEST / SCALE, len(label) * CHARACTER_PX
    left = {"start": at, "middle": at - length / 2, "end": at - length}[anchor]
    return left, left + length


@given(st.lists(items(), max_size=12))
def test_all_marks_lie_on_the_axis_in_order_of_time(things: list[StripItem]) -> None:
    strip = lay_out(things)
    assert all(0 <= mark.x1 <= mark.x2 <= SCALE for mark in strip.marks)
    assert [mark.x1 for mark in strip.marks] == sorted(mark.x1 for mark in strip.marks)
    assert [tick.x for tick in strip.ticks] == sorted({tick.x for tick in strip.ticks})
    assert all(0 <= tick.x <= SCALE for tick in strip.ticks)
    assert len(strip.marks) + len(strip.left_out) == len(things)
    assert bool(strip.marks) == bool(strip.ticks)


@given(st.lists(items(), max_size=12))
def test_labels_never_overlap_on_a_phone(things: list[StripItem]) -> None:
    strip = lay_out(things)
    rows = (
        [pixels(tick.x, tick.label, tick.anchor) for tick in strip.ticks],
        *(
            [
                pixels(m.middle, m.label, m.anchor)
                for m in strip.marks
                if m.row == row and (m.kind == "event") is of
            ]
            for row in range(strip.rows)
            for of in (True, False)
        ),
    )
    assert all(mark.row is not None for mark in strip.marks if mark.kind == "chosen" and mark.label)
    for row in rows:
        assert all(one[1] <= other[0] or other[1] <= one[0] for one, other in combinations(row, 2))


@given(st.lists(items(), max_size=8), st.data())
def test_the_order_in_which_things_come_does_not_matter(things: list[StripItem], data: st.DataObject) -> None:
    assert lay_out(things) == lay_out(data.draw(st.permutations(things)))


def test_no_things_make_an_empty_strip() -> None:
    assert lay_out([]) == Strip((), (), ())


def test_a_single_day_lies_in_the_middle_and_has_month_ticks_around_it() -> None:
    strip = lay_out([a_day(date(2019, 2, 7))])
    (mark,) = strip.marks
    assert (mark.x1, mark.x2, mark.is_day) == (500, 500, True)
    assert [tick.label for tick in strip.ticks] == ["Jan 2019", "Feb 2019", "Mar 2019"]


def test_the_place_of_any_day_can_be_asked() -> None:
    strip = lay_out([a_day(date(2019, 1, 1)), a_day(date(2020, 1, 1))])
    assert [strip.x(date(2019, 1, 1)), strip.x(date(2020, 1, 1))] == [mark.x1 for mark in strip.marks]
    assert (strip.starts_on, strip.ends_on) == (date(2018, 12, 14), date(2020, 1, 19))
    assert (strip.x(date(1999, 1, 1)), strip.x(LATEST)) == (0, SCALE)
    assert lay_out([]).x(date(2019, 1, 1)) == 0


def test_an_uncertain_date_is_a_segment() -> None:
    strip = lay_out([a_day(date(2019, 1, 1)), StripItem(date(2019, 2, 1), date(2019, 3, 1), False, "")])
    assert strip.marks[1].length > 0
    assert not strip.marks[1].is_day
    assert not strip.marks[1].open_end


def test_open_ends_reach_the_edge() -> None:
    strip = lay_out(
        [
            StripItem(EARLIEST, date(2019, 2, 7), False, "until"),
            StripItem(date(2019, 5, 7), LATEST, False, "from"),
        ]
    )
    until, since = strip.marks
    assert (until.x1, until.open_start, until.open_end) == (0, True, False)
    assert (since.x2, since.open_start, since.open_end) == (SCALE, False, True)


def test_undated_things_are_listed_apart() -> None:
    undated = StripItem(EARLIEST, LATEST, True, "?")
    capped = StripItem(EARLIEST, date(2020, 1, 1), True, "??")
    strip = lay_out([undated, a_day(date(2019, 1, 1)), capped])
    assert set(strip.left_out) == {undated, capped}
    assert strip.left_out_sentence == "Not on the strip: 2 undated."
    assert lay_out([undated]).ticks == ()


def test_ticks_are_as_fine_as_their_labels_allow() -> None:
    def labels(first: date, latest: date, width: int = NARROWEST) -> list[str]:
        return [tick.label for tick in lay_out([a_day(first), a_day(latest)], width=width).ticks]

    assert labels(date(2019, 2, 7), date(2019, 2, 9)) == ["7 Feb 2019", "9 Feb 2019"]
    assert labels(date(2019, 2, 7), date(2019, 5, 9)) == ["Mar 2019", "Apr 2019", "May 2019"]
    assert labels(date(2019, 2, 7), date(2021, 3, 12)) == ["2019", "2020", "2021"]
    assert labels(date(1917, 2, 7), date(2021, 3, 12)) == ["1920", "1940", "1960", "1980", "2000", "2020"]
    assert labels(date(2019, 2, 7), date(2025, 9, 2)) == ["2020", "2022", "2024"]
    assert len(labels(date(2019, 2, 7), date(2021, 3, 12), 1000)) > 2
    whole = labels(EARLIEST.replace(year=2), LATEST.replace(year=9998))
    assert whole == [str(year) for year in range(2000, 10000, 2000)]


def test_labels_of_the_chosen_are_nearest_to_the_axis() -> None:
    day = date(2019, 2, 7)
    strip = lay_out([a_day(day, "chosen"), a_day(day, "other", "neighbour"), a_day(day, "event", "event")])
    assert {mark.kind: mark.row for mark in strip.marks} == {"chosen": 0, "neighbour": 1, "event": 0}


def test_an_axis_of_neighbouring_days_has_two_ticks() -> None:
    strip = lay_out([a_day(date(2019, 3, 29)), a_day(date(2019, 3, 30))])
    assert [tick.label for tick in strip.ticks] == ["26 Mar 2019", "2 Apr 2019"]
