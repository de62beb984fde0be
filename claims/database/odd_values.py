"""Finds values in another form than the program writes, which SQL and Python interpret differently.

SQLite stores any value in any column: 2 as a boolean is true in a condition and false when read; 20190207 is
read as a day but sorts wrongly. PostgreSQL checks types itself.
"""

from typing import Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_DAY: Final = "-".join(("[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2))
_INSTANT: Final = _DAY + " " + ":".join(["[0-9]" * 2] * 3)
_GLOBS: Final = {"DateField": (_DAY,), "DateTimeField": (_INSTANT, f"{_INSTANT}.{'[0-9]' * 6}")}


def first_odd_value(connection: BaseDatabaseWrapper, model: type[models.Model]) -> tuple[str, object] | None:
    """The column and primary key of a boolean, day or time in another form; None if there is none."""
    odd = [
        f"WHEN {condition} THEN '{field.column}'"
        for field in model._meta.concrete_fields
        if (condition := _odd(str(field.column), field.get_internal_type()))
    ]
    if connection.vendor != "sqlite" or not odd:
        return None
    table, pk = model._meta.db_table, model._meta.pk.column
    case = f"CASE {' '.join(odd)} END"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {case}, "{pk}" FROM "{table}" WHERE {case} IS NOT NULL LIMIT 1')
        row = cursor.fetchone()
    return (str(row[0]), row[1]) if row else None


def _odd(column: str, kind: str) -> str:
    """The condition that a column has a value in another form; empty for other types."""
    if kind == "BooleanField":
        return f'"{column}" NOT IN (0, 1)'
    return " AND ".join(f"\"{column}\" NOT GLOB '{glob}'" for glob in _GLOBS.get(kind, ()))
