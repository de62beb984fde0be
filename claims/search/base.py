"""What a full-text engine has to do, and what it is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from claims.domain.search.query import SearchQuery
from claims.search.stems import Stems, alternatives, beginnings

MOST_STEMS: Final = 16_000
"""Words of one claim that are indexed: PostgreSQL cannot tell the places of more."""

TODAY: Final = "claims_search"
"""The full-text table of the claims as they are now."""
FORMER: Final = "claims_search_former"
"""That of what the record held on past days: apart, so that no search of today sees it."""

MOST_PLACES: Final = 256
"""Places of one stem in one document that are told: PostgreSQL keeps no more."""

Places = Mapping[str, Sequence[int]]
"""The places of stems in one document, in order."""

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


def match_of(query: SearchQuery, *, half_typed: bool = False) -> Match:
    """The words and phrases of a query; its speakers and dates are no affair of the full-text index.

    With ``half_typed``, a word also stands for those that begin with it.
    """
    words = (beginnings(word) if half_typed else alternatives((word,)) for word in query.words)
    unwanted = (*((word,) for word in query.excluded), *query.excluded_phrases)
    return Match((*words, *map(alternatives, query.phrases)), tuple(map(alternatives, unwanted)))


def asked(columns: str, params: Sequence[str]) -> list[bool]:
    """The answers of one statement that asks several things."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", params)
        return [bool(value) for value in cursor.fetchone()]


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

    def matching(self, match: Match) -> RawSQL | None:
        """The primary keys of the claims that match, for ``pk__in=``, None if none does; one query."""

    def finding(self, matches: Sequence[Match]) -> list[bool]:
        """Of each of these matches, which want something, whether anything in the index matches it."""

    def places(self, ids: Sequence[int], wanted: Collection[str]) -> Mapping[int, Places]:
        """Where these stems (with ``PREFIX``, all that begin so) stand in these documents.

        The first place of a document is 1, a place is free between two fields, and at most 256 are told.
        """
