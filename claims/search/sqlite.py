"""Full-text search on SQLite: an FTS5 table of stems; its row numbers are the primary keys of the claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from claims.search.base import MOST_STEMS, Match, Sql
from claims.search.stems import Stems

BREAK: Final = "\ue000"
"""Stands between two fields, so that no phrase crosses them: a word for FTS5, and never one of a query."""


class SqliteSearch:
    def write(self, documents: Iterable[tuple[int, Sequence[Stems]]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO claims_search (rowid, stems) VALUES (%s, %s)",
                [(pk, _document(fields)) for pk, fields in documents],
            )

    def remove(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM claims_search WHERE rowid = %s", [(pk,) for pk in ids])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM claims_search")

    def matching(self, match: Match) -> RawSQL:
        if not match.wanted:
            # FTS5 knows no lone "not".
            return RawSQL(
                "SELECT rowid FROM claims_search WHERE rowid NOT IN"
                " (SELECT rowid FROM claims_search WHERE claims_search MATCH %s)",
                [_any(match.unwanted)],
                output_field=BigIntegerField(),
            )
        return RawSQL(
            "SELECT rowid FROM claims_search WHERE claims_search MATCH %s",
            [_expression(match)],
            output_field=BigIntegerField(),
        )

    def ranked(self, match: Match, among: Sql, limit: int) -> list[int]:
        sql, params = among
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM claims_search WHERE claims_search MATCH %s AND rowid IN ({sql})"
                " ORDER BY rank, rowid DESC LIMIT %s",
                [_expression(match), *params, limit],
            )
            return [pk for (pk,) in cursor.fetchall()]


def _document(fields: Sequence[Stems]) -> str:
    words = (word for field in fields for word in (*field, BREAK))
    return " ".join(islice(words, MOST_STEMS))


def _expression(match: Match) -> str:
    """Quoted strings and operators of our own: a stem is letters and digits, so nothing in it is syntax."""
    wanted = " AND ".join(f"({_term(term)})" for term in match.wanted)
    return f"({wanted}) NOT ({_any(match.unwanted)})" if match.unwanted else wanted


def _any(terms: Sequence[Sequence[Stems]]) -> str:
    return " OR ".join(_term(term) for term in terms)


def _term(alternatives: Sequence[Stems]) -> str:
    return " OR ".join(f'"{" ".join(stems)}"' for stems in alternatives)
