"""Full-text search on SQLite: an FTS5 table of stems; its row numbers are those of versions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.db import connection

from claims.database.chunks import chunks
from claims.database.inserting import insert_rows
from claims.database.statements import Sql
from claims.search.base import MOST_PLACES, MOST_STEMS, Match, Places, SearchEngine, booleans
from claims.search.stems import PREFIX, Stems

BREAK: Final = "\ue000"
"""A word between two fields, which no query contains, so that no phrase crosses them."""


class SqliteSearch(SearchEngine):
    primary_key, content = "rowid", "stems"

    def write(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> None:
        rows = ((pk, _document(fields)) for pk, fields in documents)
        insert_rows(connection, self.table, ("rowid", "stems"), rows)

    def compact(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {self.table} ({self.table}) VALUES ('optimize')")

    def unlike(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> list[int]:
        wanted = {pk: _document(fields) for pk, fields in documents}
        held: dict[int, str] = {}
        with connection.cursor() as cursor:
            for some in chunks(wanted):
                places = ", ".join(["%s"] * len(some))
                cursor.execute(f"SELECT rowid, stems FROM {self.table} WHERE rowid IN ({places})", some)
                held.update(cursor.fetchall())
        return sorted(pk for pk, text in wanted.items() if held.get(pk) != text)

    def select(self, match: Match) -> Sql:
        holding = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"
        if match.wanted:
            return holding, (_expression(match),)
        # FTS5 has no NOT without another term.
        return f"SELECT rowid FROM {self.table} WHERE rowid NOT IN ({holding})", (_any(match.unwanted),)

    def finding(self, matches: Sequence[Match]) -> list[bool]:
        exists = f"EXISTS (SELECT 1 FROM {self.table} WHERE {self.table} MATCH %s)"
        return booleans(", ".join([exists] * len(matches)), [_expression(match) for match in matches])

    def places(self, ids: Sequence[int], wanted: Collection[str]) -> Mapping[int, Places]:
        exact = frozenset(wanted)
        begun = tuple(stem.removesuffix(PREFIX) for stem in wanted if stem.endswith(PREFIX))
        found: dict[int, dict[str, list[int]]] = {}
        with connection.cursor() as cursor:
            for some in chunks(ids):
                holes = ", ".join(["%s"] * len(some))
                cursor.execute(f"SELECT rowid, stems FROM {self.table} WHERE rowid IN ({holes})", some)
                for pk, text in cursor.fetchall():
                    here = found.setdefault(pk, {})
                    for place, stem in enumerate(text.split(" "), 1):
                        if stem in exact or (begun and stem.startswith(begun)):
                            there = here.setdefault(stem, [])
                            if len(there) < MOST_PLACES:
                                there.append(place)
        return found


def _document(fields: Sequence[Stems]) -> str:
    words: list[str] = []
    for field in fields:
        words += (*field, BREAK)
    return " ".join(words[:MOST_STEMS])


def _expression(match: Match) -> str:
    """Quoted strings and operators; stems are letters and digits, so they contain no syntax."""
    wanted = " AND ".join(f"({_term(term)})" for term in match.wanted)
    return f"({wanted}) NOT ({_any(match.unwanted)})" if match.unwanted else wanted


def _any(terms: Sequence[Sequence[Stems]]) -> str:
    return " OR ".join(_term(term) for term in terms)


def _term(alternatives: Sequence[Stems]) -> str:
    return " OR ".join(_phrase(" ".join(stems)) for stems in alternatives)


def _phrase(stems: str) -> str:
    return f'"{stems.removesuffix(PREFIX)}"{PREFIX if stems.endswith(PREFIX) else ""}'
