"""The searches for statements on a position, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.positions.gaps import Interval
from claims.domain.positions.sentences import say
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import CoverageRecord
from claims.domain.text.plurals import number_of
from claims.queries.stances.searches import NamedSearches, searched_period

NOT_SEARCHED = "Not searched yet. This is a gap in our work, not in the record."


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether anybody searched, for ``components/positions/coverage.html``.

    ``kind`` is "searched", "partly_searched" or "not_searched", which look different.
    """

    kind: str
    sentence: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownSearch:
    """A search, each part in words."""

    voice: str
    period: str
    terms: str
    outlets: str
    checked: str
    by: str
    result: str
    missed: str = ""


def searches_shown(found: NamedSearches, stances: Sequence[AttributedStance]) -> tuple[ShownSearch, ...]:
    """The searches as rows of a table, compared with the stances on the position."""
    return tuple(_shown(search.compared_with(stances), found) for search in found.searches)


def searched_within(interval: Interval, found: NamedSearches) -> str:
    """Where and when an interval was searched, as a sentence; empty if nobody searched.

    For a silence these are the sources in which nothing was found.
    """
    within = interval.span
    if not within.checks:
        return ""
    outlets = within.silent_outlets if interval.gap == "silence" else within.outlets
    return f"Searched: {_names(outlets, found)}{_on(within.checked_on)}."


def _shown(search: Search, found: NamedSearches) -> ShownSearch:
    record = search.record
    voice = found.voices.get(record.voice, record.voice)
    if record.office:
        voice = f"{record.office} ({voice})"
    elif record.with_parts:
        voice = f"{voice} with its parts"
    return ShownSearch(
        voice=voice,
        period=searched_period(search.starts, search.ends),
        terms=", ".join(f"“{term}”" for term in record.terms) or "terms not named",
        outlets=_names(record.outlets, found),
        checked=FuzzyDate.parse(record.checked_on).short_words() if record.checked_on else "day not told",
        by=record.by or "not told",
        result=_result(record),
        missed=str(say("search_missed", missed=f"{len(search.missed):,}", known=f"{search.known:,}"))
        if search.missed
        else "",
    )


def _result(record: CoverageRecord) -> str:
    """The result in words and as a number of hits."""
    words = record.result.rstrip(".")
    if not words or record.hits is None:
        return words or _hits(record.hits)
    return f"{words} ({number_of(record.hits, 'hit')})"


def _hits(hits: int | None) -> str:
    if hits is None:
        return "not told"
    return number_of(hits, "hit") if hits else "nothing found"


def _names(outlets: Iterable[str], found: NamedSearches) -> str:
    return ", ".join(sorted(found.outlets.get(slug, slug) for slug in outlets)) or "sources not named"


def _on(day: str) -> str:
    return f", on {FuzzyDate.parse(day).short_words()}" if day else ""
