"""Months for counting: the month that a date belongs to, and the columns of a chart.

A date belongs to a month only if all of its possible days lie in that month. Otherwise it belongs to the year
in which they all lie, or to none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
A_YEAR = 12
SIZES = (1, 3, *(A_YEAR * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
"""The possible sizes of a column in months: one, a quarter, a year, or a round number of years."""


def period_of(date: FuzzyDate) -> str:
    """The month that holds all days of the date as EDTF ("2019-02"), else the year ("2019"), else empty.

    >>> period_of(FuzzyDate.parse("2019-02-07~"))
    '2019-02'
    """
    if date.year is None:
        return ""
    text = date.earliest.isoformat()
    return text[:7] if date.earliest.month == date.latest.month else text[:4]


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """A column of months. ``first`` and ``latest`` are EDTF, as the filters of lists expect."""

    first: str
    latest: str
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns of ``size`` months each, without gaps. Months are numbered from January of the year 0."""

    start: int
    size: int
    count: int

    @property
    def holds_years(self) -> bool:
        """Whether a column is a year or more, so that a whole year has a column."""
        return self.size >= A_YEAR

    def place(self, period: str) -> int | None:
        """The number of the column of a month or a year, or None."""
        if not period or (len(period) == 4 and not self.holds_years):
            return None
        found = (_number(period) - self.start) // self.size
        return found if 0 <= found < self.count else None

    def columns(self) -> tuple[MonthColumn, ...]:
        return tuple(
            _column(self.start + self.size * place, self.start + self.size * (place + 1) - 1)
            for place in range(self.count)
        )


def axis_of(periods: Iterable[str], most: int) -> Axis | None:
    """The finest axis of at most ``most`` columns for all periods, or None without any.

    Years are taken into account only if the columns are years or more.
    """
    found = sorted(period for period in periods if period)
    months = [_number(period) for period in found if len(period) == 7]
    both = [*months, *(_number(period) for period in found if len(period) == 4)]
    for size in SIZES:
        placed = both if size >= A_YEAR else months
        if placed:
            start = min(placed) // size * size
            count = (max(placed) - start) // size + 1
            if count <= most:
                return Axis(start, size, count)
    return None


def _number(period: str) -> int:
    return int(period[:4]) * A_YEAR + (int(period[5:]) - 1 if len(period) == 7 else 0)


def _column(first: int, latest: int) -> MonthColumn:
    (from_year, from_month), (to_year, to_month) = divmod(first, A_YEAR), divmod(latest, A_YEAR)
    if latest - first + 1 >= A_YEAR:
        # No date has the year 0.
        begin, end = f"{max(from_year, 1):04}", f"{min(to_year, 9999):04}"
        return MonthColumn(begin, end, begin if begin == end else f"{begin}–{end}")
    words = MONTHS[from_month] if first == latest else f"{MONTHS[from_month]}–{MONTHS[to_month]}"
    return MonthColumn(
        f"{from_year:04}-{from_month + 1:02}", f"{to_year:04}-{to_month + 1:02}", f"{words} {from_year:04}"
    )
