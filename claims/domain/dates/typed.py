"""Read dates as people write them into the canonical text, relative to the date of the page if needed.

    7 feb 2019 · Feb 7, 2019 · feb 2019 · 2019     a day, a month, a year
    c. 7 Feb 2019 · 7 Feb 2019?                    about, uncertain
    29-30 mar 2019 · from 25 sep 2019 · by 2019    bounds
    7 Feb · February                               the latest one up to the date of the page
    Thursday · on Thursday · yesterday · today     the same
    2019-02-07~ and everything else of the subset  unchanged

No date is read more precisely than it was written. An ambiguous date is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from claims.domain.dates.edtf import MONTHS
from claims.domain.dates.fuzzy import WEEKDAYS, FuzzyDate, weekday_day
from claims.domain.errors import InvalidDate

LONGEST: Final = 80
MEND: Final = "write 7 feb 2019, feb 2019, c. 7 feb 2019, Thursday, or 2019-02-07"
MEND_PAGE: Final = "give the day on which the source was published, or write the whole date"
UNKNOWN: Final = frozenset({"unknown", "not known", "undated", "no date", "date not known", "?"})

_NAMES: Final = {
    written.lower(): n for n, name in enumerate(MONTHS, start=1) for written in (name, name[:3])
} | {"sept": 9}
_DAYS: Final = {written: name for name in WEEKDAYS for written in (name, name[:3])} | {
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_ABOUT: Final = re.compile(r"(?:circa|about|around|approximately|ca?\.|c|~)\s*(?=\S)")
_PERHAPS: Final = re.compile(r"(?:perhaps|maybe|possibly|probably)\s+")
_ISO: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_RANGE: Final = re.compile(r"(?:between\s+(.+?)\s+and\s+(.+)|(.+?)(?:\s+(?:to|until|-)\s+|\s*[–—]\s*)(.+))")
_DAY_RANGE: Final = re.compile(r"([0-9]{1,2})-([0-9]{1,2}\s.+)")
_OPEN: Final = (
    (re.compile(r"(?:by|until|till|on or before|in or before|not later than|no later than)\s+"), "../{}"),
    (re.compile(r"(?:from|since|on or after|in or after|not before)\s+"), "{}/.."),
)
_STRICT: Final = re.compile(r"(?:before|after)\s+")
_NUMERIC: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date that was read: the canonical text, how it is known, and a note if it was worked out."""

    text: str
    basis: str
    note: str = ""

    def words(self) -> str:
        """The reading for the form: "7 February 2019, exact", "February 2019 (day not known)"."""
        fuzzy = FuzzyDate.parse(self.text)
        plain = not (fuzzy.approximate or fuzzy.uncertain or fuzzy.is_bounds or fuzzy.undated)
        exact = ", exact" if plain and fuzzy.precision in ("day", "minute") else ""
        return f"{fuzzy.words()}{exact}" + (", worked out" if self.basis == "worked_out" else "")


@dataclass(frozen=True, slots=True)
class _Part:
    """A day, month or year without its mark. ``year`` is None if it was not written."""

    year: int | None
    month: int | None = None
    day: int | None = None


def read_written_date(typed: str, *, published: FuzzyDate | None = None) -> WrittenDate:
    """Read a date as it was typed. ``published`` is the date of the source, for relative dates.

    Raises InvalidDate, with a way to fix it, for a date that cannot be read or is ambiguous.

    >>> read_written_date("c. 7 Feb 2019").text
    '2019-02-07~'
    """
    typed = " ".join(typed.split())
    if not typed or typed.lower() in UNKNOWN:
        return WrittenDate("", "unknown")
    if len(typed) > LONGEST:
        raise _unreadable(typed)
    try:
        return WrittenDate(FuzzyDate.parse(typed).text, "stated")
    except InvalidDate as error:
        if re.match(r"[0-9]{4}-|\.\.", typed):
            raise error
    relative = _relative(typed, published)
    text = relative or _bounds(typed, published)
    FuzzyDate.parse(text)
    if relative is None and not _lacks_year(typed):
        return WrittenDate(text, "stated")
    return WrittenDate(text, "worked_out", _note(typed, published))


def _lacks_year(typed: str) -> bool:
    return not re.search(r"[0-9]{4}", typed)


def _note(typed: str, published: FuzzyDate | None) -> str:
    assert published is not None
    day = published.earliest
    weekday = f"{WEEKDAYS[day.weekday()].capitalize()} " if day == published.latest else ""
    return f"“{typed}”, page dated {weekday}{published.words()}"


def _relative(typed: str, published: FuzzyDate | None) -> str | None:
    """The day that a weekday, "today" or "yesterday" means, or None for other texts."""
    word = typed.lower().removeprefix("on ").removeprefix("this ").rstrip(".")
    if word in _DAYS:
        return _at_both_ends(typed, published, lambda page: weekday_day(_DAYS[word], page)).isoformat()
    if word in ("today", "yesterday"):
        back = timedelta(days=1 if word == "yesterday" else 0)
        return _at_both_ends(typed, published, lambda page: page - back).isoformat()
    return None


def _at_both_ends(typed: str, published: FuzzyDate | None, meaning: Callable[[date], date]) -> date:
    """The day that a text means, if it is the same for the first and the last possible day of the page."""
    if published is None or not published.is_closed:
        raise InvalidDate(f"“{typed}” needs the date of the page", value=typed, mend=MEND_PAGE)
    try:
        first, final = meaning(published.earliest), meaning(published.latest)
    except OverflowError:
        raise InvalidDate("there is no such day", value=typed, mend=MEND) from None
    if first != final:
        message = f"“{typed}” could be more than one day: the page is dated {published.words()}"
        raise InvalidDate(message, value=typed, mend="write the whole date")
    return first


def _bounds(typed: str, published: FuzzyDate | None) -> str:
    lower = typed.lower()
    for pattern, shape in _OPEN:
        if found := pattern.match(lower):
            return shape.format(_marked(typed[found.end() :], published))
    if found := _STRICT.match(lower):
        return _beyond(typed, found.group().strip(), typed[found.end() :], published)
    numeric = _NUMERIC.fullmatch(typed)
    ends = None if numeric else _RANGE.fullmatch(lower) or _DAY_RANGE.fullmatch(lower)
    if ends:
        first, final = (part for part in ends.groups() if part is not None)
        return _between(typed, first, final, published)
    return _marked(typed, published)


def _between(typed: str, first: str, final: str, published: FuzzyDate | None) -> str:
    end = _marked(final, published)
    known = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-[0-9]{2})?[~?]?", end)
    if known is None:
        raise _unreadable(typed)
    year, month = known.groups()
    if re.fullmatch(r"[0-9]{1,2}", first.strip()):
        if month is None or not re.fullmatch(r"[0-9-]{10}[~?]?", end):
            raise _unreadable(typed)
        first = f"{first.strip()} {MONTHS[int(month) - 1]} {year}"
    elif _lacks_year(first):
        first = f"{first.strip()} {year}"
    text = f"{_marked(first, published)}/{end}"
    return FuzzyDate.parse(text).text


def _beyond(typed: str, which: str, rest: str, published: FuzzyDate | None) -> str:
    """Bounds for "before" and "after", which exclude the date named: the bound is the unit next to it."""
    text = _marked(rest, published)
    if text[-1] in "~?":
        raise InvalidDate("“before” and “after” need a date without a mark", value=typed, mend=MEND)
    fuzzy = FuzzyDate.parse(text)
    try:
        if which == "before":
            return f"../{(fuzzy.earliest - timedelta(days=1)).isoformat()[: len(text)]}"
        return f"{(fuzzy.latest + timedelta(days=1)).isoformat()[: len(text)]}/.."
    except OverflowError:
        raise InvalidDate("there is no such day", value=typed, mend=MEND) from None


def _marked(typed: str, published: FuzzyDate | None) -> str:
    """A date with its mark, as canonical text."""
    lower, mark = typed.strip().lower(), ""
    if found := _ABOUT.match(lower):
        lower, mark = lower[found.end() :], "~"
    elif found := _PERHAPS.match(lower):
        lower, mark = lower[found.end() :], "?"
    if lower and lower[-1] in "?~":
        if mark:
            raise InvalidDate("one date takes one mark", value=typed, mend=MEND)
        lower, mark = lower[:-1].strip(), lower[-1]
    if _ISO.fullmatch(lower):
        return f"{lower}{mark}"
    part = _part(lower, typed)
    if part.year is None:
        part = _with_year(part, typed, published)
    text = f"{part.year:04}"
    if part.month is not None:
        text += f"-{part.month:02}" + (f"-{part.day:02}" if part.day is not None else "")
    return f"{text}{mark}"


def _part(lower: str, typed: str) -> _Part:
    if found := _NUMERIC.fullmatch(lower):
        return _numeric(found, typed)
    words = [re.sub(r"(?<=[0-9])(st|nd|rd|th)$", "", word.strip(".")) for word in re.split(r"[\s,]+", lower)]
    words = [word for word in words if word and word not in ("of", "the", "in", "on")]
    weekday = words.pop(0) if len(words) > 1 and words[0] in _DAYS else ""
    names = [word for word in words if word in _NAMES]
    years = [word for word in words if re.fullmatch(r"[0-9]{4}", word)]
    days = [word for word in words if re.fullmatch(r"[0-9]{1,2}", word)]
    counted = len(names) + len(years) + len(days)
    if (
        counted != len(words)
        or max(len(names), len(years), len(days)) > 1
        or (not names and days)
        or not words
    ):
        raise _unreadable(typed)
    part = _Part(
        int(years[0]) if years else None,
        _NAMES[names[0]] if names else None,
        int(days[0]) if days else None,
    )
    if weekday:
        _check_weekday(part, _DAYS[weekday], typed)
    return part


def _check_weekday(part: _Part, weekday: str, typed: str) -> None:
    """Refuse a day whose weekday is not the one written before it."""
    if part.year is None or part.month is None or part.day is None:
        raise InvalidDate("a weekday comes alone or before a whole date", value=typed, mend=MEND)
    day = FuzzyDate.parse(f"{part.year:04}-{part.month:02}-{part.day:02}")
    meant = WEEKDAYS[day.earliest.weekday()]
    if meant != weekday:
        raise InvalidDate(
            f"{day.words()} was a {meant.capitalize()}", value=typed, mend="mend one of the two"
        )


def _numeric(found: re.Match[str], typed: str) -> _Part:
    first, sign, second, year = found.groups()
    if len(year) == 2:
        raise InvalidDate("a year has four digits", value=typed, mend=MEND)
    one, two = int(first), int(second)
    if sign == "." or one == two or one > 12:
        return _Part(int(year), two, one)
    if two > 12:
        return _Part(int(year), one, two)
    raise InvalidDate("it is not clear which number is the day", value=typed, mend="write 7 feb 2019")


def _with_year(part: _Part, typed: str, published: FuzzyDate | None) -> _Part:
    """The latest such day or month that is not after the date of the page."""

    def meaning(page: date) -> date:
        for year in range(page.year, max(page.year - 9, 0), -1):
            try:
                found = date(year, part.month or 1, part.day or 1)
            except ValueError:
                continue
            if found <= page:
                return found
        raise _unreadable(typed)

    found = _at_both_ends(typed, published, meaning)
    return _Part(found.year, part.month, part.day)


def _unreadable(typed: str) -> InvalidDate:
    return InvalidDate("this date cannot be read", value=typed, mend=MEND)
