"""The grid of the coverage page: how far each outlet was searched, with a column for each quarter.

    outlet      2019          2020
                Q1 Q2 Q3 Q4   Q1 Q2 Q3 Q4
    a daily     ╱╱╱╱ ┌──────────┐ ╱╱╱╱╱╱      ╱ not searched   ┌┐ searched
    an agency   ╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱

Neighbouring columns with the same result are joined.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.dates.months import A_YEAR, SIZES, Axis
from claims.domain.positions.coverage import SEARCHED, Search, Searched, Span, span_searched
from claims.domain.positions.extent import day
from claims.domain.positions.sentences import say
from claims.domain.text.plurals import number_of

QUARTER: Final = 3
MOST_COLUMNS: Final = 40
NOT_SEARCHED: Final[tuple[Searched, tuple[str, ...], str]] = ("not_searched", (), "")
"""How far a column without searches was searched, by which searches, and on which share of its days."""
WIDE: Final = 0.15
"""The share of all columns that a stretch needs to have room for its sentence."""


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """The head of a column. ``words`` are complete ("Q1 2019"), ``short`` is printed below its group."""

    words: str
    short: str


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """Columns with a common heading, such as the quarters of a year. ``words`` may be empty."""

    words: str
    columns: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring columns with the same ``sentence``; ``short`` is printed if they are few."""

    columns: int
    period: str
    searched: Searched
    sentence: str
    short: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    outlet: str
    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class CoverageGrid:
    groups: tuple[HeadGroup, ...]
    columns: tuple[HeadColumn, ...]
    rows: tuple[GridRow, ...]


def coverage_grid(
    outlets: Mapping[str, str], searches: Sequence[Search], days: Iterable[date]
) -> CoverageGrid | None:
    """The searches of outlets, given as names by slug, over the time of the searches and of ``days``.

    None if no day is known. Searches without an outlet or a first day are left out.
    """
    placed = [search for search in searches if search.first is not None and search.last is not None]
    axis = _axis([*_ends(placed), *days])
    if axis is None:
        return None
    spans = tuple(_span(axis, place) for place in range(axis.count))
    columns = tuple(_head(axis, place) for place in range(axis.count))
    return CoverageGrid(
        groups=_groups(axis),
        columns=columns,
        rows=tuple(
            GridRow(
                slug, name, _stretches([s for s in placed if slug in s.record.outlets], axis, spans, columns)
            )
            for slug, name in outlets.items()
        ),
    )


def _axis(days: Sequence[date]) -> Axis | None:
    """Quarters, or the finest columns of years if these are too many."""
    known = [one for one in days if one not in (EARLIEST, LATEST)]
    if not known:
        return None
    first, latest = _month(min(known)), _month(max(known))
    for size in SIZES:
        start = first // size * size
        count = (latest - start) // size + 1
        if size >= QUARTER and count <= MOST_COLUMNS:
            return Axis(start, size, count)
    return None


def _ends(searches: Iterable[Search]) -> list[date]:
    return [end for search in searches for end in (search.first, search.last) if end is not None]


def _month(one: date) -> int:
    return one.year * A_YEAR + one.month - 1


def _first_day(month: int) -> date:
    year, month_of_year = divmod(month, A_YEAR)
    if year < EARLIEST.year:
        return EARLIEST
    return date(year, month_of_year + 1, 1) if year <= LATEST.year else LATEST


def _span(axis: Axis, place: int) -> tuple[date, date]:
    """The first and last day of a column."""
    first = _first_day(axis.start + axis.size * place)
    after = _first_day(axis.start + axis.size * (place + 1))
    return first, after if after == LATEST else after - timedelta(days=1)


def _head(axis: Axis, place: int) -> HeadColumn:
    first = axis.start + axis.size * place
    year, month = divmod(first, A_YEAR)
    if not axis.holds_years:
        quarter = f"Q{month // QUARTER + 1}"
        return HeadColumn(f"{quarter} {year}", quarter)
    latest = year + axis.size // A_YEAR - 1
    words = f"{year}" if latest == year else f"{year}–{latest}"
    return HeadColumn(words, f"{year % 100:02}" if axis.size == A_YEAR else f"{year}")


def _groups(axis: Axis) -> tuple[HeadGroup, ...]:
    """Years above quarters, decades above years, and nothing above longer columns."""
    if axis.size > A_YEAR:
        return ()
    years = [(axis.start + axis.size * place) // A_YEAR for place in range(axis.count)]
    named = [f"{year // 10}0s" if axis.holds_years else str(year) for year in years]
    return tuple(HeadGroup(words, len(list(columns))) for words, columns in groupby(named))


def _stretches(
    searches: Sequence[Search],
    axis: Axis,
    spans: Sequence[tuple[date, date]],
    columns: Sequence[HeadColumn],
) -> tuple[Stretch, ...]:
    within: dict[int, list[Search]] = {}
    for search in searches:
        first, last = search.first, search.last
        if first is None or last is None or last < first:
            continue
        begun = max(0, (_month(first) - axis.start) // axis.size)
        for place in range(begun, min(axis.count - 1, (_month(last) - axis.start) // axis.size) + 1):
            within.setdefault(place, []).append(search)
    results = [NOT_SEARCHED] * axis.count
    for place, some in within.items():
        span = span_searched(some, *spans[place])
        results[place] = (span.searched, span.checks, _share(span))
    by_slug = {search.record.slug: search for search in searches}
    stretches = []
    place = 0
    for (searched, checks, share), alike in groupby(results):
        count = len(list(alike))
        made = [by_slug[slug] for slug in checks]
        stretches.append(
            Stretch(
                columns=count,
                period=_period(columns[place : place + count]),
                searched=searched,
                sentence=search_sentence(searched, made, share=share),
                short=_short(made),
                is_wide=count >= WIDE * axis.count,
            )
        )
        place += count
    return tuple(stretches)


def _share(span: Span) -> str:
    """The days searched with named outlets and terms, if not all: "306 of 365 days"."""
    if span.days is None or span.searched_days in (0, span.days):
        return ""
    return f"{span.searched_days:,} of {span.days:,} days"


def search_sentence(searched: Searched, searches: Sequence[Search], *, share: str = "") -> str:
    """Who searched an outlet, when, and with which result. The result is that of all outlets of a search.

    ``share`` is the part of the days that was searched, if not all were.
    """
    if not searches:
        return str(say("outlet_not_searched"))
    records = [search.record for search in searches]
    latest = max(records, key=lambda record: (record.checked_on, record.slug))
    values = {
        "searched": f"{SEARCHED[searched]} ({share})" if share else SEARCHED[searched],
        "by": latest.by or "somebody not named",
        "day": day(FuzzyDate.parse(latest.checked_on)) if latest.checked_on else "day not noted",
        "found": found_in(searches),
    }
    if len(searches) == 1:
        return str(say("outlet_searched_once", **values))
    return str(say("outlet_searched_often", times=f"{len(searches):,} times", **values))


def found_in(searches: Sequence[Search]) -> str:
    """The number of hits of the searches in words, or that it is not known."""
    hits = [search.record.hits for search in searches]
    known = [one for one in hits if one is not None]
    if len(known) < len(hits):
        return "number of hits not noted" if len(hits) == 1 else "number of hits not noted for all"
    if not sum(known):
        return "nothing found"
    whole = "in the whole search" if len(hits) == 1 else "in the whole of these searches"
    return f"{number_of(sum(known), 'hit')} {whole}"


def _short(searches: Sequence[Search]) -> str:
    if not searches:
        return ""
    known = [search.record.hits for search in searches if search.record.hits is not None]
    return str(sum(known)) if len(known) == len(searches) else "?"


def _period(columns: Sequence[HeadColumn]) -> str:
    first, latest = columns[0].words, columns[-1].words
    return first if first == latest else f"{first} – {latest}"
