"""What a full-text engine has to do, and what it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db.models.expressions import RawSQL

from claims.domain.search_query import SearchQuery
from claims.search.stems import Stems, alternatives

MOST_STEMS: Final = 16_000
"""Words of one claim that are indexed: PostgreSQL cannot tell the places of more."""

TODAY: Final = "claims_search"
"""The full-text table of the claims as they are now."""
FORMER: Final = "claims_search_former"
"""That of what the record held on past days: apart, so that no search of today sees it."""

Ranked = tuple[int, float]
"""A primary key, and how well its text fits: the more the better."""

Sql = tuple[str, tuple[Any, ...]]
"""A statement and its parameters."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a claim must hold and must not: each term as the sequences of stems it may stand for."""

    wanted: tuple[tuple[Stems, ...], ...] = ()
    unwanted: tuple[tuple[Stems, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.wanted or self.unwanted)


def match_of(query: SearchQuery) -> Match:
    """The words and phrases of a query; its speakers and dates are no affair of the full-text index."""
    wanted = (*((word,) for word in query.words), *query.phrases)
    unwanted = (*((word,) for word in query.excluded), *query.excluded_phrases)
    return Match(tuple(map(alternatives, wanted)), tuple(map(alternatives, unwanted)))


class SearchEngine(Protocol):
    """The full-text index of one database engine; a document is its fields, each a sequence of stems."""

    def write(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> None:
        """Put documents (primary key of the claim, fields) into the index; none of them is in it."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take documents out of the index; whether they are in it or not."""

    def clear(self) -> None:
        """Take out all documents."""

    def compact(self) -> None:
        """Drop what the engine still holds of documents that were taken out."""

    def unlike(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> list[int]:
        """Those of the documents that are not in the index as they are given, by primary key."""

    def besides(self, ids: Sql) -> int | None:
        """The first primary key of a document in the index that is not among these."""

    def matching(self, match: Match) -> RawSQL:
        """The primary keys of the claims that match, for ``pk__in=``; ``match`` wants something."""

    def ranked(self, match: Match, among: Sql, limit: int) -> list[Ranked]:
        """The best matching of the claims that ``among`` selects, best first, then the latest recorded."""
