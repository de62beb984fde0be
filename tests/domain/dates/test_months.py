"""Which month a claim is counted for, and the columns under which months stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.months import axis_of, period_of
from tests.cases import each_case

MONTHS = st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12))
YEARS = st.builds("{:04}".format, st.integers(1, 9999))


@each_case(
    ("said", "period"),
    [
        ("2019-02-07", "2019-02"),
        ("2019-02-07T09:30+03:00", "2019-02"),
        ("2019-02", "2019-02"),
        ("2019-02?", "2019-02"),
        ("2019-02-07~", "2019-02"),
        ("2019-02-03/2019-02-09", "2019-02"),
        ("2019-02-28~", "2019"),
        ("2019-02~", "2019"),
        ("2019-03-29/2019-04-01", "2019"),
        ("2019", "2019"),
        ("2019-12-31~", ""),
        ("2018/2019", ""),
        ("2019-09-25/..", ""),
        ("../2019-02-07", ""),
        ("", ""),
        ("0988-02-07", "0988-02"),
    ],
)
def test_a_month_is_counted_only_where_all_possible_days_lie_in_it(said: str, period: str) -> None:
    assert period_of(FuzzyDate.parse(said)) == period


QUARTERS = ["Apr–Jun 2018", "Jul–Sep 2018", "Oct–Dec 2018", "Jan–Mar 2019", "Apr–Jun 2019"]


@each_case(
    ("periods", "words"),
    [
        (["2019-03", "2019-01"], ["Jan 2019", "Feb 2019", "Mar 2019"]),
        (["2018-05", "2019-06"], QUARTERS),
        (["2015-12", "2019-01"], ["2015", "2016", "2017", "2018", "2019"]),
        (["1999-12", "2019-01"], ["1998–1999", *(f"{y}–{y + 1}" for y in range(2000, 2020, 2))]),
        (["2019"], ["2019"]),
    ],
)
def test_columns_are_as_fine_as_their_number_allows(periods: list[str], words: list[str]) -> None:
    axis = axis_of(periods, 12)
    assert axis is not None
    assert [column.words for column in axis.columns()] == words


def test_a_column_names_its_first_and_latest_month_as_filters_take_them() -> None:
    axis = axis_of(["2018-05", "2019-06"], 12)
    assert axis is not None
    assert (axis.columns()[0].first, axis.columns()[0].latest) == ("2018-04", "2018-06")


def test_a_whole_year_has_no_place_among_months_and_does_not_stretch_them() -> None:
    axis = axis_of(["2019-01", "2019-03", "2015"], 12)
    assert axis is not None
    assert axis.place("2019") is axis.place("2015") is axis.place("") is None
    assert [axis.place(month) for month in ("2019-01", "2019-03", "2019-04")] == [0, 2, None]


def test_a_whole_year_has_its_place_among_years() -> None:
    axis = axis_of(["2016-01", "2019-03", "2015"], 12)
    assert axis is not None
    assert [axis.place(year) for year in ("2015", "2016", "2019", "2019-12")] == [0, 1, 4, 4]


def test_nothing_dated_has_no_columns() -> None:
    assert axis_of(["", ""], 12) is None


@given(st.lists(MONTHS | YEARS, min_size=1), st.integers(10, 20))
def test_every_month_lies_in_the_column_that_names_it(periods: list[str], most: int) -> None:
    axis = axis_of(periods, most)
    assert axis is not None
    columns = axis.columns()
    assert 1 <= len(columns) <= most
    for period in periods:
        place = axis.place(period)
        if place is None:
            assert len(period) == 4
            assert not axis.holds_years
        else:
            first = FuzzyDate.parse(columns[place].first).earliest
            assert first <= FuzzyDate.parse(period).earliest
            assert FuzzyDate.parse(period).latest <= FuzzyDate.parse(columns[place].latest).latest
