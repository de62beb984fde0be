"""What the filters of a list look up before they can make a query, each once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from claims.domain.search.facets import FACETS
from claims.domain.search.query import SearchQuery
from claims.models import Claim
from claims.queries.lists.searching import WordMatches, match_words, speakers_named
from claims.queries.paging import kept_counts

Values = tuple[str, ...]


class Lookups:
    """The filters of a list and its search, with what they look up in the record."""

    def __init__(self, query: SearchQuery, filters: Mapping[str, Values]) -> None:
        self.query = query
        self.filters = filters

    @property
    def looks_back(self) -> bool:
        """Whether a past day is asked for. If so, the list has former claims too."""
        return "as_of" in self.filters

    @cached_property
    def word_matches(self) -> WordMatches:
        """The claims that contain the words of the search, with former claims if a past day is asked for."""
        return match_words(self.query, also_former=self.looks_back)

    @cached_property
    def has_joint_claims(self) -> bool:
        """Whether one of the speakers has made a claim jointly with others."""
        return joint_claims(self.filters.get("speaker", ())).exists()

    @cached_property
    def kept_counts(self) -> Mapping[tuple[str, str], int]:
        """The kept counts for the values of the filters, and of all claims."""
        asked = {
            name: self.filters[name]
            for name, facet in FACETS.items()
            if facet.is_counted and name in self.filters
        }
        if "year" in asked:
            asked["year"] = tuple(str(int(year)) for year in asked["year"])
        return kept_counts({"all": ("",), **asked})

    @cached_property
    def named_speakers(self) -> list[int]:
        """The speakers that the search words name."""
        return speakers_named(self.query.speakers, also_former=self.looks_back)


def joint_claims(speakers: Values) -> QuerySet[Any, Any]:
    """The claims that some speakers made jointly with others, as rows of claim and speaker."""
    return Claim.joint_speakers.through.objects.filter(speaker__slug__in=speakers).order_by()
