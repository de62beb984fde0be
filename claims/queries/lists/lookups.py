"""The stored values that the filters of a list need for their query. Each is looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from claims.database.facet_rows import value_rows
from claims.domain.dates.fuzzy import end_of_day
from claims.domain.search.facets import ALL, FACETS, FacetValue
from claims.domain.search.query import SearchQuery
from claims.queries.lists.searching import WordMatches, match_words, speakers_named

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value of a facet that a version has or had. ``number`` counts the claims that have it today."""

    pk: int
    number: int


UNKNOWN: Final = KnownValue(0, 0)


def facet_value(name: str, value: str) -> FacetValue:
    """The facet and the stored value for a value of a filter."""
    if f"any_{name}" in FACETS and ":" not in value and value != "none":
        return f"any_{name}", value  # An answer or a rating of any position or scale.
    return name, str(int(value)) if name == "year" else value


def instant_in(filters: Mapping[str, Values]) -> datetime | None:
    """The end of the past day for which the record is asked; None for today."""
    values = filters.get("as_of")
    return end_of_day(values[0]) if values else None


class Lookups:
    """The filters of a list and its search, with what they look up in the record."""

    def __init__(self, query: SearchQuery, filters: Mapping[str, Values]) -> None:
        self.query = query
        self.filters = filters
        self._known: dict[FacetValue, KnownValue] = {}

    @cached_property
    def instant(self) -> datetime | None:
        """The end of the past day for which the record is asked; None for today."""
        return instant_in(self.filters)

    @cached_property
    def word_matches(self) -> WordMatches:
        """The versions that contain the words of the search, with ended ones if a past day is asked for."""
        return match_words(self.query, also_ended=self.instant is not None)

    def values(self, filters: Mapping[str, Values]) -> Mapping[str, tuple[KnownValue, ...]]:
        """The stored values of each filter by facet values; without filters, of the facet of all claims.

        One query, or none.
        """
        wanted = {
            name: [facet_value(name, value) for value in values]
            for name, values in filters.items()
            if name in FACETS
        }
        if not filters:
            wanted[ALL] = [(ALL, "")]
        if self.query.speakers and "q" in filters:
            wanted["q"] = [("speaker", slug) for slug in self.named_speakers]
        self._look_up({value for values in wanted.values() for value in values})
        return {name: tuple(self._known[value] for value in values) for name, values in wanted.items()}

    def _look_up(self, values: Iterable[FacetValue]) -> None:
        by_facet: dict[str, list[str]] = {}
        for facet, value in sorted(set(values) - self._known.keys()):
            by_facet.setdefault(facet, []).append(value)
            self._known[facet, value] = UNKNOWN
        for pk, facet, value, number in value_rows(by_facet):
            self._known[facet, value] = KnownValue(pk, number)

    @cached_property
    def named_speakers(self) -> list[str]:
        """The slugs of the speakers that the search names."""
        return speakers_named(self.query.speakers, at=self.instant)
