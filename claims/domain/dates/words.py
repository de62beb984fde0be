"""Dates in English words, as precise as they are known."""

from datetime import timedelta

from claims.domain.dates.edtf import MONTHS, ParsedDate, SingleDate

NOT_KNOWN = {"year": "month and day not known", "month": "day not known"}


def long_words(read: ParsedDate) -> str:
    """A date in full, for pages: "February 2019 (day not known)", "between 29 and 30 March 2019"."""
    start, end = read.start, read.end
    if start is None:
        return "date not known" if end is None else f"{_preposition(end)} or before {_bound(end)}"
    if end is None:
        return f"{_preposition(start)} or after {_bound(start)}"
    if start == end:
        return _alone(start)
    return f"between {_first_of_two(start, end)} and {_bound(end)}"


def short_words(read: ParsedDate) -> str:
    """A date for lists, without a time of day: "7 Feb 2019", "c. Feb 2019", "29–30 Mar 2019"."""
    start, end = read.start, read.end
    if start is None:
        return "no date" if end is None else f"by {_short(end)}"
    if end is None:
        return f"from {_short(start)}"
    if start == end:
        return _short(start)
    first = _first_of_two(start, end, short=True)
    dash = " – " if " " in first else "–"
    return f"{first}{dash}{_short(end)}"


def count_of_days(least: int, most: int | None) -> str:
    """A number of days, as far as it is known: "412 days", "between 5 and 33 days", "at least 1 day"."""
    if most is None:
        return f"at least {_days(least)}" if least else "number of days not known"
    if most == 0:
        return "same day"
    if least == most:
        return _days(least)
    return f"between {least:,} and {_days(most)}" if least else f"at most {_days(most)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _alone(point: SingleDate) -> str:
    notes = [NOT_KNOWN[point.precision]] if point.precision in NOT_KNOWN else []
    if point.uncertain:
        notes.insert(0, "uncertain")
    about = "about " if point.approximate else ""
    note = f" ({'; '.join(notes)})" if notes else ""
    return f"{about}{_plain(point)}{_time(point)}{note}"


def _bound(point: SingleDate) -> str:
    # A bound needs no note on its precision: "between February and April 2019" is clear.
    about = "about " if point.approximate else ""
    note = " (uncertain)" if point.uncertain else ""
    return f"{about}{_plain(point)}{note}"


def _short(point: SingleDate) -> str:
    about = "c. " if point.approximate else ""
    mark = "?" if point.uncertain else ""
    return f"{about}{_plain(point, short=True)}{mark}"


def _first_of_two(start: SingleDate, end: SingleDate, *, short: bool = False) -> str:
    """The first of two bounds, without the month and year that the second repeats: "29" of 29–30 March."""
    marked = start.approximate or start.uncertain or end.approximate or end.uncertain
    if marked or start.precision != end.precision or start.year != end.year or start.month is None:
        return _short(start) if short else _bound(start)
    if start.day is not None and start.month == end.month:
        return str(start.day)
    month = _month(start.month, short)
    return month if start.day is None else f"{start.day} {month}"


def _plain(point: SingleDate, *, short: bool = False) -> str:
    # Four digits also for year 476, or "February 28" of year 28 would look like a day.
    words = f"{point.year:04}"
    if point.month is not None:
        words = f"{_month(point.month, short)} {words}"
    return words if point.day is None else f"{point.day} {words}"


def _month(month: int, short: bool) -> str:
    name = MONTHS[month - 1]
    return name[:3] if short else name


def _time(point: SingleDate) -> str:
    if point.instant is None:
        return ""
    clock = f"{point.instant:%H:%M:%S}" if point.has_seconds else f"{point.instant:%H:%M}"
    return f", {clock} ({_offset(point.instant.utcoffset() or timedelta(0))})"


def _offset(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "+" if offset > timedelta(0) else "−"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def _preposition(point: SingleDate) -> str:
    return "in" if point.day is None else "on"
