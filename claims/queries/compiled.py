"""Querysets whose SQL is compiled once: compiling takes Django ten times longer than the database needs.

For queries of every request only. Rows come without Django's conversions: use texts and numbers; a boolean is
0 or 1 on SQLite, and dates do not work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

ManyKeys = list[int]
M = TypeVar("M", bound=Model)

_PLACE = -1_000_000
"""Placeholder for the first key in the compiled SQL; further keys count down from it. No row has it."""


def sql_of(query: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """The SQL of a query, also if Django knows that it matches nothing and compiles none."""
    try:
        sql, params = query.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT id AS pk FROM claims_claim WHERE 1 = 0", ()
    return sql, params


class ByKeys:
    """The rows of ``make(keys)``, a ``values_list``; the SQL is stored for each number of keys."""

    def __init__(self, make: Callable[[ManyKeys], QuerySet[M, tuple[Any, ...]]]) -> None:
        self._make = make
        self._kept: dict[tuple[str, int], tuple[str, tuple[Any, ...]]] = {}

    def rows(self, keys: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows for these keys. One query."""
        kept = self._kept.get((connection.vendor, len(keys)))
        if kept is None:
            places = [_PLACE - number for number in range(len(keys))]
            kept = self._make(places).query.sql_with_params()
            if len(keys) <= 100:
                self._kept[connection.vendor, len(keys)] = kept
        sql, params = kept
        with connection.cursor() as cursor:
            cursor.execute(sql, [keys[_PLACE - p] if type(p) is int and p <= _PLACE else p for p in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
