"""The interface of a full-text engine, and the queries for it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from claims.database.statements import Sql, many, one_of
from claims.domain.search.query import SearchQuery
from claims.search.stems import Stems, alternatives, beginnings

MOST_STEMS: Final = 16_000
"""Stems of one claim that are indexed: PostgreSQL stores no more positions."""

OPEN: Final = "claims_search"
"""The full-text table of the versions of claims that are public today."""
ENDED: Final = "claims_search_ended"
"""The full-text table of versions that ended, which searches of today do not use."""
NAMES: Final = "claims_search_names"
"""The full-text table of the names of speakers and outlets, by the number of their facet value."""

MOST_PLACES: Final = 256
"""Places of one stem in one document: PostgreSQL stores no more."""

Places = Mapping[str, Sequence[int]]
"""The places of stems in one document, in order."""

FEW: Final = 1_000
"""Up to this number, versions are faster to find by number than by a scan."""


@dataclass(frozen=True, slots=True)
class Found:
    """``numbers`` selects the numbers of versions, for ``number__in``; ``hits`` is None if there are many."""

    numbers: RawSQL
    hits: int | None = None


Term = tuple[Stems, ...]
"""A term of a query, as alternative sequences of stems."""


@dataclass(frozen=True, slots=True)
class Match:
    """Terms that a claim must and must not contain."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.wanted or self.unwanted)


def match_of(query: SearchQuery, *, half_typed: bool = False) -> Match:
    """The words and phrases of a query; its speakers and dates are not searched in the index.

    With ``half_typed``, a word also matches words that begin with it.
    """
    words = (beginnings(word) if half_typed else alternatives((word,)) for word in query.words)
    unwanted = (*((word,) for word in query.excluded), *query.excluded_phrases)
    return Match((*words, *map(alternatives, query.phrases)), tuple(map(alternatives, unwanted)))


def booleans(columns: str, params: Sequence[str]) -> list[bool]:
    """The values of boolean columns, from one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", params)
        return [bool(value) for value in cursor.fetchone()]


class SearchEngine(ABC):
    """A full-text table of one database engine; a document is its fields, each a sequence of stems.

    ``primary_key`` is the column with the number of the document: that of a version, or of a facet value;
    ``content`` is that with its stems.
    """

    primary_key: ClassVar[str]
    content: ClassVar[str]

    def __init__(self, table: str = OPEN) -> None:
        self.table = table

    @abstractmethod
    def write(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> None:
        """Add documents (number, fields), none of which is in the index."""

    def remove(self, ids: Sequence[int]) -> None:
        """Remove documents, if they are in the index."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table} WHERE {one_of(self.primary_key)}", [many(ids)])

    def move(self, ids: Sequence[int], other: str) -> None:
        """Move documents, as far as they are in the index, to another table, which has none of them."""
        columns = f"{self.primary_key}, {self.content}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {other} ({columns}) SELECT {columns} FROM {self.table}"
                f" WHERE {one_of(self.primary_key)} ORDER BY {self.primary_key}",
                [many(ids)],
            )
        self.remove(ids)

    def clear(self) -> None:
        """Remove all documents."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table}")

    @abstractmethod
    def compact(self) -> None:
        """Drop the remains of removed documents."""

    @abstractmethod
    def unlike(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> list[int]:
        """The numbers of the documents that are not in the index as given."""

    def besides(self, ids: Sql) -> int | None:
        """The first number in the index that is not among these."""
        sql, params = ids
        pk = self.primary_key
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT MIN({pk}) FROM {self.table} WHERE {pk} NOT IN ({sql})", params)
            found: int | None = cursor.fetchone()[0]
        return found

    def numbers(self) -> set[int]:
        """The numbers of all documents."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.primary_key} FROM {self.table}")
            return {number for (number,) in cursor.fetchall()}

    def containing(self, terms: Sequence[Term]) -> list[list[int]]:
        """The numbers of all documents that contain a term, for each of these terms. One query, or none."""
        found: list[list[int]] = [[] for _ in terms]
        if not terms:
            return found
        selects = [self.select(Match(wanted=(term,))) for term in terms]
        sql = " UNION ALL ".join(
            f"SELECT {place}, f.* FROM ({one}) AS f" for place, (one, _) in enumerate(selects)
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [param for _, params in selects for param in params])
            for place, number in cursor.fetchall():
                found[place].append(number)
        return found

    def matching(self, match: Match) -> Found | None:
        """The matching versions; None if there are none. One query.

        They are asked for first: a planner does not know how rare a word is, and may walk all versions, the
        newest first, expecting to find enough matches soon (``few``).
        """
        select, params = self.select(match)
        with connection.cursor() as cursor:
            cursor.execute(f"{select} LIMIT %s", [*params, FEW + 1])
            found = [pk for (pk,) in cursor.fetchall()]
        if not found:
            return None
        if len(found) > FEW:
            return Found(RawSQL(select, params, output_field=BigIntegerField()))
        select, params = self.few(found, (select, params))
        return Found(RawSQL(select, params, output_field=BigIntegerField()), len(found))

    @abstractmethod
    def select(self, match: Match) -> Sql:
        """The statement that selects the numbers of matching versions, with its parameters."""

    def few(self, numbers: Sequence[int], select: Sql) -> Sql:
        """The statement that selects these numbers, which are few; ``select`` finds them anew."""
        return select

    @abstractmethod
    def finding(self, matches: Sequence[Match]) -> list[bool]:
        """Whether each of these matches finds anything. Each must have a wanted term."""

    @abstractmethod
    def places(self, ids: Sequence[int], wanted: Collection[str]) -> Mapping[int, Places]:
        """The places of these stems in these documents. With ``PREFIX``, all stems that begin with it.

        The first place is 1, one place is free between two fields, and at most 256 are returned.
        """
