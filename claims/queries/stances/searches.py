"""The public searches for statements on positions (coverage checks)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.coverage import Search
from claims.domain.record.shared import CoverageRecord
from claims.queries.paging import span
from claims.queries.records import public_documents, referring


def searches_on_each(
    positions: Iterable[str], *, at: datetime | None = None
) -> Mapping[str, tuple[Search, ...]]:
    """The public searches for statements on each of these positions, oldest span first, today or ``at`` an
    instant. At most one query.

    A search of several positions is listed under each, and names only that position there.
    """
    found: dict[str, list[Search]] = {slug: [] for slug in positions}
    for (_, slug), document in referring("coverage", (("position", slug) for slug in found), at=at):
        found[slug].append(search_of(document, (slug,)))
    return {
        slug: tuple(sorted(searches, key=lambda search: (search.starts.earliest, search.slug)))
        for slug, searches in found.items()
    }


@dataclass(frozen=True, slots=True)
class NamedSearches:
    """Searches, with the names of outlets and voices by slug."""

    searches: tuple[Search, ...]
    outlets: Mapping[str, str]
    voices: Mapping[str, str]


def named_searches(position: str, *, at: datetime | None = None) -> NamedSearches:
    """The public searches for statements on a position, today or ``at`` an instant, with names.

    At most two queries.
    """
    searches = searches_on_each([position], at=at)[position]
    outlets = {("outlet", outlet) for search in searches for outlet in search.outlets}
    voices = {("speaker", search.voice) for search in searches}
    documents = public_documents(outlets | voices, at=at)
    names = {
        place: documents[place]["name"] if place in documents else place[1] for place in outlets | voices
    }
    return NamedSearches(
        searches, {place[1]: names[place] for place in outlets}, {place[1]: names[place] for place in voices}
    )


def search_of(document: Mapping[str, Any], positions: Collection[str]) -> Search:
    """The search of the document of a coverage record, with these positions alone."""
    return Search.of(
        CoverageRecord(
            slug=document["slug"],
            voice=document["voice"],
            office=document.get("office", ""),
            with_parts=document.get("with_parts", False),
            positions=tuple(positions),
            terms=tuple(document.get("terms", ())),
            outlets=tuple(document.get("outlets", ())),
            from_=document.get("from", ""),
            to=document.get("to", ""),
            checked_on=document.get("checked_on", ""),
            by=document.get("by", ""),
            result=document.get("result", ""),
            hits=document.get("hits"),
            found=tuple(document.get("found", ())),
        )
    )


def searched_period(starts: FuzzyDate, ends: FuzzyDate) -> str:
    """The span of a search in words, as precise as recorded: "Mar 2019 – 30 Apr 2020"."""
    if starts.undated and ends.undated:
        return "span not noted"
    first = "start not noted" if starts.undated else starts.short_words()
    latest = "the day of the search" if ends.undated else ends.short_words()
    return span(first, latest)
