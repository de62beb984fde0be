"""Plain statements. Pages ask so often that Django takes longer to write them than an engine to answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection


def rows_of(statement: str, values: Sequence[Any]) -> list[Any]:
    """All rows of the answer, as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
        return rows


def marks(values: Collection[Any]) -> str:
    """A placeholder for each value, for a list in brackets."""
    return ", ".join(["%s"] * len(values))


def instants(at: datetime | None) -> list[str]:
    """The values of a condition on versions that were valid at an instant, which names it twice."""
    return [str(connection.ops.adapt_datetimefield_value(at))] * 2 if at else []
