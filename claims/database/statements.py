"""Plain statements. Pages ask so often that Django takes longer to write them than an engine to answer."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection
from msgspec import json

Sql = tuple[str, tuple[Any, ...]]
"""A statement or a part of one, and the values of its placeholders."""

ANY: Final[Sql] = ("", ())
"""No condition."""
NONE: Final[Sql] = ("1 = 0", ())
"""A condition for no rows."""


def rows_of(statement: str, values: Sequence[Any]) -> list[Any]:
    """All rows of the answer, as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
        return rows


def marks(values: Collection[Any]) -> str:
    """A placeholder for each value, for a list in brackets."""
    return ", ".join(["%s"] * len(values))


def one_of(column: str) -> str:
    """The condition that a column is one of the values of ``many``, which are one value however many."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)"
    return f"{column} IN (SELECT value FROM json_each(%s))"


def many(values: Iterable[str] | Iterable[int]) -> Any:
    """The value of the placeholder of ``one_of``."""
    return list(values) if connection.vendor == "postgresql" else json.encode(list(values)).decode()


def joined(column: str) -> str:
    """The texts of all rows as one, in UTF-8 and separated by commas."""
    if connection.vendor == "postgresql":
        return f"convert_to(string_agg({column}, ','), 'UTF8')"
    return f"CAST(group_concat({column}) AS BLOB)"


def all_of(*conditions: Sql) -> Sql:
    """The condition that all of these make."""
    if NONE in conditions:
        return NONE
    asked = [(sql, values) for sql, values in conditions if sql]
    return " AND ".join(sql for sql, _ in asked), tuple(value for _, values in asked for value in values)


def instants(at: datetime | None) -> list[str]:
    """The values of a condition on versions that were valid at an instant, which names it twice."""
    return [str(connection.ops.adapt_datetimefield_value(at))] * 2 if at else []


def instant_of(given: datetime | str) -> datetime:
    """An instant of an answer, with a time zone. SQLite gives texts, or instants in UTC without a zone."""
    instant = datetime.fromisoformat(given) if isinstance(given, str) else given
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
