"""The public searches for statements on positions (coverage checks)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.record.codec import from_document
from claims.domain.record.identity import Place
from claims.domain.record.shared import CoverageRecord
from claims.queries.paging import span
from claims.queries.records import Document, referring


def searches_on_each(
    positions: Iterable[str], *, at: datetime | None = None
) -> Mapping[str, tuple[Search, ...]]:
    """The public searches for statements on each of these positions, oldest span first, today or ``at`` an
    instant. At most one query.

    A search of several positions is listed under each, and names only that position there.
    """
    found: dict[str, list[Document]] = {slug: [] for slug in positions}
    for (_, slug), document in referring("coverage", (("position", slug) for slug in found), at=at):
        found[slug].append(document)
    return {slug: searches_in(documents, slug) for slug, documents in found.items()}


def searches_in(documents: Iterable[Document], position: str) -> tuple[Search, ...]:
    """The searches of these documents on a position, oldest span first."""
    searches = (search_of(document, (position,)) for document in documents)
    return tuple(sorted(searches, key=lambda search: (search.starts.earliest, search.record.slug)))


@dataclass(frozen=True, slots=True)
class NamedSearches:
    """Searches, with the names of outlets and voices by slug."""

    searches: tuple[Search, ...]
    outlets: Mapping[str, str]
    voices: Mapping[str, str]


def named_in(searches: Iterable[Search]) -> set[Place]:
    """The outlets and voices that searches name."""
    return {
        place
        for search in searches
        for place in (("speaker", search.record.voice), *(("outlet", one) for one in search.record.outlets))
    }


def with_names(searches: tuple[Search, ...], documents: Mapping[Place, Document]) -> NamedSearches:
    """The searches with the names of ``named_in`` from their documents, each its slug without one."""
    names = {place: documents.get(place, {}).get("name", place[1]) for place in named_in(searches)}
    return NamedSearches(
        searches,
        {slug: name for (kind, slug), name in names.items() if kind == "outlet"},
        {slug: name for (kind, slug), name in names.items() if kind == "speaker"},
    )


def search_of(document: Mapping[str, Any], positions: Collection[str]) -> Search:
    """The search of the document of a coverage record, with these positions alone."""
    record = from_document({**document, "positions": [*positions]})
    assert isinstance(record, CoverageRecord)
    return Search.of(record)


def searched_period(starts: FuzzyDate, ends: FuzzyDate) -> str:
    """The span of a search in words, as precise as recorded: "Mar 2019 – 30 Apr 2020"."""
    if starts.undated and ends.undated:
        return "span not noted"
    first = "start not noted" if starts.undated else starts.short_words()
    latest = "the day of the search" if ends.undated else ends.short_words()
    return span(first, latest)
