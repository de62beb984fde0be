"""Inserts many rows at once. The ORM takes longer to make its statements than the engine to run them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Row = Sequence[Any]
AS_THEY_ARE: Final = (models.CharField, models.TextField, models.IntegerField)
"""The fields whose values need no conversion."""


def insert_all(rows: Iterable[models.Model]) -> None:
    """Insert new rows of one table, as ``bulk_create`` does. Each has its primary key afterwards."""
    new = list(rows)
    if not new:
        return
    model = type(new[0])
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    key = model._meta.pk
    if isinstance(key, models.AutoField | models.BigAutoField):
        without = [row for row in new if row.pk is None]
        for row, pk in zip(without, _next_keys(connection, model, len(without)), strict=True):
            row.pk = pk
    columns = [str(field.column) for field in fields]
    values = [_values(connection, field, new) for field in fields]
    insert_rows(connection, model._meta.db_table, columns, zip(*values, strict=True))
    for row in new:
        row._state.adding, row._state.db = False, connection.alias


def insert_rows(
    connection: BaseDatabaseWrapper, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Insert rows of values as the engine takes them."""
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {quoted(table)} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})", list(rows))


def _values(connection: BaseDatabaseWrapper, field: models.Field[Any, Any], rows: Sequence[Any]) -> list[Any]:
    """The values of a column, as the engine takes them."""
    values = [getattr(row, field.attname) for row in rows]
    target: Any = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, AS_THEY_ARE):
        return values
    if isinstance(target, models.JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    # Days and times are few.
    known = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [known[value] for value in values]


def _next_keys(connection: BaseDatabaseWrapper, model: type[models.Model], number: int) -> list[int]:
    """The next primary keys of a table, which nobody else gets."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    if not number:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, number],
            )
            return [key for (key,) in cursor.fetchall()]
        # Whoever writes to SQLite is alone.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        return list(range(first, first + number))
