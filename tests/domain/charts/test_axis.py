"""The time axis of a chart."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.axis import axis_around
from claims.domain.dates.fuzzy import EARLIEST, LATEST, ONE_DAY


@given(st.lists(st.dates(EARLIEST + ONE_DAY, LATEST - ONE_DAY), min_size=1, max_size=8))
def test_all_days_lie_on_it_in_their_order(days: list[date]) -> None:
    axis = axis_around(days, left=16, width=688)
    assert axis is not None
    places = [axis.x(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(axis.left <= x <= axis.right for x in places)


def test_days_beyond_it_and_open_ends_are_at_its_edges() -> None:
    axis = axis_around([date(2019, 2, 7), LATEST, date(2019, 9, 1), EARLIEST], left=16, width=688)
    assert axis is not None
    assert (axis.x(EARLIEST), axis.x(LATEST)) == (16, 704)
    assert axis.holds(date(2019, 3, 1))
    assert not axis.holds(date(1999, 3, 1))


def test_a_single_day_stands_in_the_middle() -> None:
    axis = axis_around([date(2019, 2, 7)], left=0, width=700)
    assert axis is not None
    assert axis.x(date(2019, 2, 7)) == 350


def test_without_a_day_there_is_no_axis() -> None:
    assert axis_around([EARLIEST, LATEST], left=0, width=700) is None


def test_its_ticks_lie_at_the_first_days_of_their_months_or_years() -> None:
    axis = axis_around([date(2014, 1, 10), date(2020, 1, 7)], left=16, width=688)
    assert axis is not None
    ticks = axis.drawn_ticks(100)
    assert [tick.text.words for tick in ticks] == [str(year) for year in range(2014, 2021)]
    assert all(abs(tick.x - axis.x(date(int(tick.text.words), 1, 1))) <= 1 for tick in ticks)
