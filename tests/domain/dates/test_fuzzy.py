"""A date keeps both its ends; order and distance are told only as far as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import (
    EARLIEST,
    DayRange,
    FuzzyDate,
    Order,
    days_between,
    end_of_day,
    order,
    weekday_day,
)
from claims.domain.errors import InvalidDate
from tests.cases import each_case
from tests.domain.dates.written_dates import any_dates, close_dates, days_of

parse = FuzzyDate.parse


@each_case(
    ("text", "exact", "markup"),
    [
        ("2019-02-07", "2019-02-07", "2019-02-07"),
        ("2019-02-07T09:30+03:00", "2019-02-07T09:30+03:00", "2019-02-07T09:30+03:00"),
        ("2019-02-07T06:30Z", "2019-02-07T06:30Z", "2019-02-07T06:30Z"),
        ("2019-02", "", "2019-02"),
        ("2019", "", "2019"),
        ("2019-02-07~", "", ""),
        ("2019-02-07?", "", ""),
        ("2019-02~", "", ""),
        ("2019?", "", ""),
        ("2019-03-29/2019-03-30", "", ""),
        ("2019-03-29/2019-03-29", "", ""),
        ("2019-09-25/..", "", ""),
        ("../2019-02-07", "", ""),
        ("", "", ""),
    ],
)
def test_only_a_certain_day_is_written_where_one_is_read(text: str, exact: str, markup: str) -> None:
    assert (parse(text).exact, parse(text).markup) == (exact, markup)


def test_a_cap_lowers_the_latest_day_and_keeps_the_text() -> None:
    capped = parse("2019-02").capped(date(2019, 2, 9))
    assert (capped.text, capped.earliest, capped.latest) == ("2019-02", date(2019, 2, 1), date(2019, 2, 9))
    assert capped.words() == parse("2019-02").words()


def test_a_cap_never_raises_the_latest_day() -> None:
    assert parse("2019-02").capped(date(2019, 3, 9)) == parse("2019-02")


def test_a_cap_before_the_earliest_day_is_left_for_others_to_show() -> None:
    assert parse("2019-02-07").capped(date(2019, 2, 6)) == parse("2019-02-07")


def test_an_undated_thing_stays_undated_but_lies_before_what_came_after_its_cap() -> None:
    capped = FuzzyDate.unknown().capped(date(2019, 2, 9))
    assert capped.undated
    assert capped.latest == date(2019, 2, 9)
    assert order(capped, parse("2019-02-10")) is Order.UNKNOWN
    assert order(capped, parse("2019-02-11")) is Order.BEFORE
    assert capped.year is None


@each_case(
    ("text", "year"),
    [
        ("2019-02-07", 2019),
        ("2019", 2019),
        ("2019-02-07T09:30Z", 2019),
        ("2019-03-29/2019-12", 2019),
        ("2019-12-31~", None),
        ("2018/2019", None),
        ("2019-09-25/..", None),
        ("../2019-02-07", None),
        ("../0001-02-07", None),
        ("", None),
    ],
)
def test_a_year_is_given_only_if_all_days_lie_in_it(text: str, year: int | None) -> None:
    assert parse(text).year == year


@each_case(
    ("a", "b", "expected"),
    [
        ("2019-02-07", "2019-02-08", Order.UNKNOWN),
        ("2019-02-07", "2019-02-09", Order.BEFORE),
        ("2019-02-09", "2019-02-07", Order.AFTER),
        ("2019-02-07", "2019-02-07", Order.UNKNOWN),
        ("2019-02", "2019-02-07", Order.UNKNOWN),
        ("2019-02", "2019-03", Order.UNKNOWN),
        ("2019-02", "2019-04", Order.BEFORE),
        ("2019-02-07~", "2019-02-08", Order.UNKNOWN),
        ("../2019-02-07", "2019-02-09/..", Order.BEFORE),
        ("2019-09-25/..", "2021", Order.UNKNOWN),
        ("", "2019", Order.UNKNOWN),
        ("2019-02-07T09:30+03:00", "2019-02-07T09:31+03:00", Order.BEFORE),
        ("2019-02-07T09:30+03:00", "2019-02-07T08:00Z", Order.BEFORE),
        ("2019-02-07T09:30+03:00", "2019-02-07T06:30Z", Order.UNKNOWN),
        ("2019-02-07T09:30:14+03:00", "2019-02-07T06:30:15Z", Order.BEFORE),
        ("2019-02-07T09:30+03:00", "2019-02-07", Order.UNKNOWN),
        ("2019-02-07T23:00Z", "2019-02-08T02:00+03:00", Order.UNKNOWN),
        ("2019-02-07T23:00Z", "2019-02-08T02:01+03:00", Order.BEFORE),
        ("2019-02-07T23:00Z", "2019-02-08", Order.UNKNOWN),
    ],
)
def test_order_is_asserted_only_where_it_is_known(a: str, b: str, expected: Order) -> None:
    assert order(parse(a), parse(b)) is expected


def test_days_that_two_clocks_contradict_give_no_order() -> None:
    evening_in_the_west = parse("2019-02-07T20:00-05:00")
    an_hour_before_in_the_east = parse("2019-02-08T12:00+12:00")
    assert order(evening_in_the_west, an_hour_before_in_the_east) is Order.UNKNOWN
    assert order(an_hour_before_in_the_east, evening_in_the_west) is Order.UNKNOWN


@each_case(
    ("a", "b", "words"),
    [
        ("2019-02-07", "2019-02-07", "same day"),
        ("2019-02-07", "2019-02-08", "1 day"),
        ("2019-02-07", "2020-03-25", "412 days"),
        ("2020-03-25", "2019-02-07", "412 days"),
        ("2019-02-07", "2026-08-14", "2,745 days"),
        ("2019-02-07", "2019-02-12/2019-03-12", "between 5 and 33 days"),
        ("2019-02-07", "2019-02-12/..", "at least 5 days"),
        ("2019-02-07", "2019-02-08/..", "at least 1 day"),
        ("../2019-02-07", "2019-02-12", "at least 5 days"),
        ("2019-02", "2019-02-10", "at most 18 days"),
        ("2019-02-07/2019-02-08", "2019-02-08", "at most 1 day"),
    ],
)
def test_the_days_between_are_a_number_or_a_range(a: str, b: str, words: str) -> None:
    days = days_between(parse(a), parse(b))
    assert days is not None
    assert days.words() == words


@each_case(
    ("a", "b"), [("", "2019"), ("", ""), ("2019-09-25/..", "2020"), ("../2019-02-07", "2019-02-07/..")]
)
def test_nothing_is_said_of_days_that_nothing_limits(a: str, b: str) -> None:
    assert days_between(parse(a), parse(b)) is None


def test_a_cap_limits_the_days_between() -> None:
    since = parse("2019-09-25/..").capped(date(2019, 9, 30))
    assert days_between(parse("2019-09-20"), since) == DayRange(5, 10)


def test_a_weekday_is_worked_out_from_the_dateline() -> None:
    thursday = date(2019, 2, 7)
    assert weekday_day("Thursday", thursday) == thursday
    assert weekday_day("Thursday", date(2019, 2, 13)) == thursday
    assert weekday_day("friday", thursday) == date(2019, 2, 1)


@each_case(("name", "dateline"), [("Thorsday", date(2019, 2, 7)), ("Sunday", EARLIEST)])
def test_a_weekday_that_cannot_be_worked_out_is_refused(name: str, dateline: date) -> None:
    with pytest.raises(InvalidDate):
        weekday_day(name, dateline)


def test_the_end_of_a_day_is_its_last_instant() -> None:
    assert end_of_day(" 2026-11-22 ").isoformat() == "2026-11-22T23:59:59.999999+00:00"
    assert end_of_day("9999-12-31").year == 9999


@each_case("text", ["", "2026", "2026-11", "2026-11-22~", "2026-11-22/..", "2026-11-22T10:00Z"])
def test_only_one_day_has_an_end(text: str) -> None:
    with pytest.raises(InvalidDate):
        end_of_day(text)


@given(any_dates(), st.dates())
def test_the_earliest_day_is_never_after_the_latest(read: FuzzyDate, cap: date) -> None:
    assert read.earliest <= read.capped(cap).latest <= read.latest


@given(close_dates(), close_dates())
def test_before_is_the_other_side_of_after(a: FuzzyDate, b: FuzzyDate) -> None:
    mirror = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE, Order.UNKNOWN: Order.UNKNOWN}
    assert order(b, a) is mirror[order(a, b)]
    assert order(a, a) is Order.UNKNOWN


@given(close_dates(), close_dates(), close_dates())
@example(parse("2019-02-07T23:30-11:00"), parse("2019-02-08"), parse("2019-02-09T00:00+14:00"))
def test_what_is_before_the_earlier_is_before_the_later(a: FuzzyDate, b: FuzzyDate, c: FuzzyDate) -> None:
    if order(a, b) is Order.BEFORE and order(b, c) is Order.BEFORE:
        assert order(a, c) is Order.BEFORE


@given(close_dates(), close_dates(), st.data())
def test_the_true_distance_lies_in_the_days_between(a: FuzzyDate, b: FuzzyDate, data: st.DataObject) -> None:
    distance = abs((data.draw(days_of(a)) - data.draw(days_of(b))).days)
    days = days_between(a, b)
    assert days == days_between(b, a)
    if days is not None:
        assert days.least <= distance
        assert days.most is None or distance <= days.most
