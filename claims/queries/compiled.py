"""Querysets whose SQL is made once: Django takes ten times longer to make it than a database to answer.

Only what a page asks at every request is worth it, and only with values that the database gives as they are:
texts and numbers (a flag comes back as 0 or 1 on one engine and as a boolean on the other; no dates).
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
"""Stands for the first key while the SQL is made, and the next ones count down from it; no row has it."""


def sql_of(query: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """The query as SQL, also where Django knows beforehand that nothing can match and makes none."""
    try:
        sql, params = query.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT id AS pk FROM claims_claim WHERE 1 = 0", ()
    return sql, params


class ByKeys:
    """The rows of ``make(keys)``, a ``values_list``; the SQL is kept for each number of keys."""

    def __init__(self, make: Callable[[ManyKeys], QuerySet[M, tuple[Any, ...]]]) -> None:
        self._make = make
        self._kept: dict[tuple[str, int], tuple[str, tuple[Any, ...]]] = {}

    def rows(self, keys: Sequence[int]) -> list[tuple[Any, ...]]:
        """One query; its rows are those of the queryset."""
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
