"""Dates that may be known only in part, with their order and the days between them.

A date is the interval of days on which something may have happened. It happened on one of them:

    2019-02     ├──────────────────┤        1 to 28 February
    2019-02-07        │                     one day
    2019-09-25/..               ├─────────▶ up to LATEST
    (empty)   ◀───────────────────────────▶ EARLIEST to LATEST, and ``undated``
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from claims.domain.dates import words as date_words
from claims.domain.dates.edtf import EARLIEST, LATEST, ParsedDate, Precision, read_edtf
from claims.domain.errors import InvalidDate

__all__ = [
    "EARLIEST",
    "LATEST",
    "DayRange",
    "FuzzyDate",
    "Order",
    "Precision",
    "days_between",
    "end_of_day",
    "order",
    "weekday_day",
]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COARSENESS: tuple[Precision, ...] = ("minute", "day", "month", "year", "unknown")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date as far as it is known. Use ``parse``, ``unknown`` or ``capped`` to make one.

    ``text`` is the canonical EDTF, which a record stores; the other values follow from it and from a cap.
    ``earliest`` and ``latest`` are never null: an open end is the sentinel ``EARLIEST`` or ``LATEST``.
    ``precision`` of bounds is that of the coarser one. ``approximate`` and ``uncertain`` mean that some part
    is marked with ``~`` or ``?``. ``instant`` is set if a time is given, with the offset of the place of
    speaking; both ends are then the day at that place.

    ``starts_open`` means that nothing is known about how early it was, ``ends_open`` the same about how late;
    a cap closes this end. ``is_closed``: both ends are known. ``is_placed``: both are, without any cap.
    """

    text: str
    earliest: date
    latest: date
    undated: bool
    precision: Precision
    approximate: bool
    uncertain: bool
    is_bounds: bool
    instant: datetime | None
    starts_open: bool = field(compare=False)
    ends_open: bool = field(compare=False)
    is_closed: bool = field(compare=False)
    is_placed: bool = field(compare=False)

    def __hash__(self) -> int:
        return hash(self.text)

    @classmethod
    def parse(cls, text: str) -> FuzzyDate:
        """Read a date of the EDTF subset. ``text`` is kept as given.

        Raises ``InvalidDate`` for anything else.

        >>> FuzzyDate.parse("2019-02").latest
        datetime.date(2019, 2, 28)
        """
        return _parse(text)

    @classmethod
    def unknown(cls) -> FuzzyDate:
        """The unknown date, written as the empty text."""
        return _parse("")

    def capped(self, latest: date) -> FuzzyDate:
        """The same date with ``latest`` limited to a day, such as the day on which a source was published.

        A limit before ``earliest`` is ignored: one of the two dates is wrong, and the difference must stay
        visible. An unknown date stays ``undated``, but its ``latest`` becomes the limit, so that its order
        with later things is known.
        """
        if latest >= self.latest or latest < self.earliest:
            return self
        return replace(self, latest=latest, ends_open=False, is_closed=not self.starts_open)

    @property
    def year(self) -> int | None:
        """The year in which all possible days lie, or ``None``. An open end has no year."""
        return self.earliest.year if self.is_closed and self.earliest.year == self.latest.year else None

    @property
    def exact(self) -> str:
        """The day, or the minute with its offset, if it is certain; else empty.

        For fields that must be one day, such as ``datePublished`` of schema.org (ISO 8601).

        >>> FuzzyDate.parse("2019-02-07").exact, FuzzyDate.parse("2019-02-07~").exact
        ('2019-02-07', '')
        """
        return self.markup if self.precision in ("day", "minute") else ""

    @property
    def markup(self) -> str:
        """The value of a ``<time>`` element, which takes a minute, a day, a month or a year; else empty.

        HTML has no value for bounds and open ends, nor for "about" and "uncertain"
        (https://html.spec.whatwg.org/#the-time-element).
        """
        is_certain = not (self.undated or self.is_bounds or self.approximate or self.uncertain)
        return self.text if is_certain else ""

    def words(self) -> str:
        """The date in words, without a cap: "February 2019 (day not known)"."""
        return _long_words(self.text)

    def short_words(self) -> str:
        """The date in few words, for lists: "Feb 2019", "c. 7 Feb 2019", "from 25 Sep 2019"."""
        return _short_words(self.text)


class Order(StrEnum):
    """The order of two dates. For the same day without times it is ``UNKNOWN``."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DayRange:
    """A number of days, as far as it is known. ``most`` is ``None`` if there is no upper limit."""

    least: int
    most: int | None

    def words(self) -> str:
        """In words: "412 days", "between 5 and 33 days", "at least 5 days", "at most 5 days", "same day"."""
        return date_words.count_of_days(self.least, self.most)


def order(a: FuzzyDate, b: FuzzyDate) -> Order:
    """Whether ``a`` was before or after ``b``, or ``UNKNOWN``.

    ``a`` is before ``b`` only if its latest day is two or more days before the earliest of ``b``: days are
    those of the places of speaking, and two places can differ by a day. On one day, or neighbouring days,
    times of day give the order if both are known and do not contradict the days. The relation is transitive.
    """
    if _is_before(a, b):
        return Order.BEFORE
    if _is_before(b, a):
        return Order.AFTER
    return Order.UNKNOWN


def days_between(a: FuzzyDate, b: FuzzyDate) -> DayRange | None:
    """The days between two dates, whichever comes first; ``None`` if nothing is known.

    >>> days_between(FuzzyDate.parse("2019-02-07"), FuzzyDate.parse("2019-02-12/2019-03")).words()
    'between 5 and 52 days'
    """
    least = max((b.earliest - a.latest).days, (a.earliest - b.latest).days, 0)
    if a.latest <= b.earliest:
        most = _span(a, b)
    elif b.latest <= a.earliest:
        most = _span(b, a)
    else:
        forth, back = _span(a, b), _span(b, a)
        most = None if forth is None or back is None else max(forth, back)
    if least == 0 and most is None:
        return None
    return DayRange(least, most)


def end_of_day(text: str) -> datetime:
    """The last instant of a day in UTC, for ``as_of``. Raises ``InvalidDate`` for anything but one day.

    >>> end_of_day("2026-11-22").isoformat()
    '2026-11-22T23:59:59.999999+00:00'
    """
    day = _parse(text.strip())
    if day.precision != "day" or day.is_bounds or day.approximate or day.uncertain:
        raise InvalidDate("this is not one day", field="as_of", value=text, mend="write it as 2026-11-22")
    return datetime.combine(day.latest, time.max, tzinfo=UTC)


def weekday_day(weekday_name: str, on_or_before: date) -> date:
    """The day that "on Thursday" means: the latest such weekday up to and including the date of the page.

    The name is English, in any case. Raises ``InvalidDate`` for other words.

    >>> weekday_day("Thursday", date(2019, 2, 8))
    datetime.date(2019, 2, 7)
    """
    try:
        weekday = WEEKDAYS.index(weekday_name.lower())
        return on_or_before - timedelta(days=(on_or_before.weekday() - weekday) % 7)
    except ValueError:
        raise InvalidDate(
            "this is not a weekday", value=weekday_name, mend="write Monday, Tuesday … Sunday"
        ) from None
    except OverflowError:
        raise InvalidDate("there is no such day before the dateline", value=weekday_name) from None


@lru_cache(maxsize=8192)
def _long_words(text: str) -> str:
    return date_words.long_words(read_edtf(text))


@lru_cache(maxsize=8192)
def _short_words(text: str) -> str:
    return date_words.short_words(read_edtf(text))


@lru_cache(maxsize=8192)
def _parse(text: str) -> FuzzyDate:
    read = read_edtf(text)
    points = [point for point in (read.start, read.end) if point]
    earliest = read.start.earliest if read.start else EARLIEST
    latest = read.end.latest if read.end else LATEST
    is_closed = earliest != EARLIEST and latest != LATEST
    return FuzzyDate(
        text=text,
        earliest=earliest,
        latest=latest,
        undated=not points,
        precision=_precision(read),
        approximate=any(point.approximate for point in points),
        uncertain=any(point.uncertain for point in points),
        is_bounds=read.is_bounds,
        instant=read.start.instant if read.start else None,
        starts_open=earliest == EARLIEST,
        ends_open=latest == LATEST,
        is_closed=is_closed,
        is_placed=is_closed,
    )


def _precision(read: ParsedDate) -> Precision:
    known = [point.precision for point in (read.start, read.end) if point]
    return max(known, key=COARSENESS.index, default="unknown")


def _is_before(a: FuzzyDate, b: FuzzyDate) -> bool:
    if a.instant and b.instant and b.earliest - a.latest in (timedelta(0), ONE_DAY):
        return a.instant < b.instant
    return b.earliest - a.latest > ONE_DAY


def _span(a: FuzzyDate, b: FuzzyDate) -> int | None:
    """The days from the earliest of ``a`` to the latest of ``b``, if both are known."""
    return None if a.starts_open or b.ends_open else (b.latest - a.earliest).days
