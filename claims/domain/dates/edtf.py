"""The subset of EDTF (ISO 8601-2) for dates. It is read strictly, without guessing.

    2019-02-07   2019-02   2019            a day, a month, a year
    2019-02-07~  2019-02?  …               about, uncertain
    2019-02-07T09:30+03:00   …T09:30Z      a minute, with the offset of the place of speaking
    2019-02-07T09:30:15+03:00   …T09:30:15Z    a second
    2019-03-29/2019-03-30                  bounds: not before the first, not after the second
    2019-09-25/..   ../2019-02-07          one bound
    (empty)                                not known

Bounds may have ends of any precision, but neither times nor other bounds.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Literal

from claims.domain.errors import InvalidDate

Precision = Literal["minute", "day", "month", "year", "unknown"]

EARLIEST = date(1, 1, 1)
LATEST = date(9999, 12, 31)

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MEND = "write 2019-02-07, 2019-02 or 2019"
MEND_TIME = "write 2019-02-07T09:30+03:00 or 2019-02-07T06:30Z"
MEND_BOUNDS = "write 2019-03-29/2019-03-30, 2019-09-25/.. or ../2019-02-07"
# Kiritimati keeps UTC+14, and no place keeps more in either direction.
WIDEST_OFFSET = timedelta(hours=14)

_POINT = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?([~?]?)"
)
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = f"(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_TIME = "T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|(?!-00:00)[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
_SOME_DATE = f"(?!0000)[0-9]{{4}}(?:-(?:{_MONTH}|{_DAY}))?[~?]?"
USUAL_DAY = f"(?!0000)[0-9]{{4}}-{_DAY}"
"""A regular expression for days that every year has: all but 29 February."""
USUAL_DATE = rf"{_SOME_DATE}(?:/\.\.)?|\.\./{_SOME_DATE}|(?!0001|9999){USUAL_DAY}{_TIME}"
"""A regular expression for dates that can be read: all but leap days, bounds at both ends, a few times."""


@dataclass(frozen=True, slots=True)
class SingleDate:
    """A date without a slash: a year, a month, a day, or a time.

    ``has_seconds`` means that the text has seconds, even if they are 00.
    """

    year: int
    month: int | None
    day: int | None
    instant: datetime | None
    approximate: bool
    uncertain: bool
    has_seconds: bool = False

    @property
    def precision(self) -> Precision:
        """The smallest unit that is known; a time with seconds counts as a minute."""
        if self.month is None:
            return "year"
        if self.day is None:
            return "month"
        return "day" if self.instant is None else "minute"

    @property
    def first(self) -> date:
        """The first day that the text names, without the tolerance of ``~``."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the text names, without the tolerance of ``~``."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def earliest(self) -> date:
        """The first possible day: ``~`` adds one unit before, but not before ``EARLIEST``."""
        first = self.first
        if not self.approximate or first == EARLIEST:
            return first
        before = first - timedelta(days=1)
        if self.day is not None:
            return before
        return before.replace(day=1) if self.month is not None else before.replace(month=1, day=1)

    @property
    def latest(self) -> date:
        """The last possible day: ``~`` adds one unit after, but not after ``LATEST``."""
        last = self.last
        if not self.approximate or last == LATEST:
            return last
        after = last + timedelta(days=1)
        if self.day is not None:
            return after
        month = after.month if self.month is not None else 12
        return after.replace(month=month, day=monthrange(after.year, month)[1])


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A parsed date. ``None`` is an open end. Without bounds, both ends are the same point."""

    start: SingleDate | None
    end: SingleDate | None
    is_bounds: bool


@lru_cache(maxsize=8192)
def read_edtf(text: str) -> ParsedDate:
    """Parse a date. Raises ``InvalidDate``, with a way to fix it, for anything outside the subset."""
    if not text:
        return ParsedDate(None, None, False)
    if "/" not in text:
        point = _read_point(text, text)
        return ParsedDate(point, point, False)
    ends = text.split("/", 2)
    if len(ends) != 2 or not all(ends):
        raise InvalidDate("bounds are two dates with one slash between", value=text, mend=MEND_BOUNDS)
    if ends == ["..", ".."]:
        raise InvalidDate("both ends are open", value=text, mend="leave a date that is not known empty")
    start, end = (None if part == ".." else _read_point(part, text) for part in ends)
    if (start and start.instant) or (end and end.instant):
        raise InvalidDate("a bound has no time of day", value=text, mend=MEND_BOUNDS)
    # Compared without the tolerance of "~", which could hide two ends in the wrong order.
    if start and end and start.first > end.last:
        raise InvalidDate("the first bound is later than the second", value=text, mend=MEND_BOUNDS)
    return ParsedDate(start, end, True)


def _read_point(part: str, text: str) -> SingleDate:
    match = _POINT.fullmatch(part)
    if match is None:
        raise _unreadable(part, text)
    year, month, day, hour, minute, second, offset, mark = match.groups()
    point = SingleDate(
        int(year), int(month) if month else None, int(day) if day else None, None, mark == "~", mark == "?"
    )
    _check_calendar(point, text)
    if not offset:
        return point
    if mark:
        raise InvalidDate("a time is not marked with ~ or ?", value=text, mend=MEND_TIME)
    instant = _instant(point, (int(hour), int(minute), int(second or 0)), offset, text)
    return SingleDate(point.year, point.month, point.day, instant, False, False, bool(second))


def _check_calendar(point: SingleDate, text: str) -> None:
    if point.year == 0:
        raise InvalidDate("there is no year 0000", value=text, mend=MEND)
    if point.month is None:
        return
    if not 1 <= point.month <= 12:
        raise InvalidDate(f"there is no month {point.month:02}", value=text, mend=MEND)
    if point.day is not None and not 1 <= point.day <= monthrange(point.year, point.month)[1]:
        month = f"{MONTHS[point.month - 1]} {point.year:04}"
        raise InvalidDate(f"{month} has no day {point.day:02}", value=text, mend=MEND)


def _instant(point: SingleDate, time: tuple[int, int, int], offset: str, text: str) -> datetime:
    hour, minute, second = time
    if hour > 23 or minute > 59 or second > 59:
        clock = f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
        raise InvalidDate(f"there is no time {clock}", value=text, mend=MEND_TIME)
    zone = UTC
    if offset != "Z":
        hours, minutes = int(offset[1:3]), int(offset[4:])
        ahead = timedelta(hours=hours, minutes=minutes)
        # In RFC 3339 -00:00 means that the offset is not known, so the instant would not be known either.
        if minutes > 59 or ahead > WIDEST_OFFSET or offset == "-00:00":
            raise InvalidDate(f"there is no offset {offset}", value=text, mend=MEND_TIME)
        zone = timezone(-ahead if offset[0] == "-" else ahead)
    first = point.first
    instant = datetime(first.year, first.month, first.day, hour, minute, second, tzinfo=zone)
    try:
        instant.astimezone(UTC)
    except OverflowError:
        raise InvalidDate(
            "this instant lies outside the years 1 to 9999", value=text, mend=MEND_TIME
        ) from None
    return instant


def _unreadable(part: str, text: str) -> InvalidDate:
    if any(character.isspace() for character in part):
        return InvalidDate("a date has no spaces in it", value=text, mend=MEND)
    if any(character.isdigit() and not character.isascii() for character in part):
        return InvalidDate("a date has only the digits 0 to 9", value=text, mend=MEND)
    if "T" in part:
        if re.search(r":[0-9]{2}[.,][0-9]+", part):
            return InvalidDate("a time has whole seconds", value=text, mend=MEND_TIME)
        return InvalidDate("a time needs hours, minutes and an offset", value=text, mend=MEND_TIME)
    if re.match(r"[0-9]{1,3}(?![0-9])", part):
        return InvalidDate("a date begins with a year of four digits", value=text, mend=MEND)
    return InvalidDate("this is not a date that can be read", value=text, mend=MEND)
