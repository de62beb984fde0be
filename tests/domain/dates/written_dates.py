"""Strategies for dates as people write them: far apart, or close enough together to meet."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.errors import InvalidDate

# Strategies are made once: to make and check one takes longer than to draw from it.
_LENGTHS = st.sampled_from((10, 7, 4))  # of a day, a month and a year
_TIMES = st.times()
_OFFSETS = st.integers(-14 * 60, 14 * 60)
_IN_ZULU = st.booleans()
_days = cache(st.dates)


@st.composite
def plain_texts(draw: st.DrawFn, first: date, last: date) -> str:
    """A day, month or year without mark, time or bounds."""
    return draw(_days(first, last)).isoformat()[: draw(_LENGTHS)]


@st.composite
def times(draw: st.DrawFn, first: date, last: date) -> str:
    """A minute with its offset."""
    day, time = draw(_days(first, last)), draw(_TIMES)
    minutes = draw(_OFFSETS)
    sign = "-" if minutes < 0 else "+"
    offset = "Z" if draw(_IN_ZULU) else f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    return f"{day.isoformat()}T{time:%H:%M}{offset}"


@cache
def _texts(first: date, last: date) -> st.SearchStrategy[str]:
    """Any text of a date, also one that is none: bounds the wrong way round."""
    marked = st.builds(str.__add__, plain_texts(first, last), st.sampled_from(["", "~", "?"]))
    end = marked | st.just("..")
    bounds = st.builds("{}/{}".format, end, end)
    return st.just("") | marked | times(first, last) | bounds


@st.composite
def _read(draw: st.DrawFn, first: date, last: date) -> FuzzyDate:
    text = draw(_texts(first, last))
    try:
        return FuzzyDate.parse(text)
    except InvalidDate:
        # Bounds the wrong way round, or a time that runs out of the calendar: the day alone is a date.
        return FuzzyDate.parse(draw(_days(first, last)).isoformat())


def any_dates() -> st.SearchStrategy[FuzzyDate]:
    """Dates of the whole calendar, its first and last days included."""
    return _read(EARLIEST, LATEST)


def close_dates() -> st.SearchStrategy[FuzzyDate]:
    """Dates of a few days, so that order and overlap are met in all their kinds."""
    return _read(date(2018, 12, 28), date(2019, 1, 3))


def days_of(fuzzy: FuzzyDate) -> st.SearchStrategy[date]:
    """The days on which it may have been."""
    return st.dates(fuzzy.earliest, fuzzy.latest)
