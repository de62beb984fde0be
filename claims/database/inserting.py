"""Inserts many rows at once. The ORM takes longer to make its statements than the engine to run them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby, repeat
from typing import Any, Final

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.database.chunks import chunks

Row = Sequence[Any]
AS_THEY_ARE: Final = (models.CharField, models.TextField, models.IntegerField)
"""The fields whose values need no conversion."""
MOST_VALUES: Final = 500
"""Values in one statement, for SQLite."""


def insert_all(rows: Iterable[models.Model]) -> None:
    """Insert new rows of one table, as ``bulk_create`` does. Each has its primary key afterwards."""
    new = list(rows)
    if not new:
        return
    model = type(new[0])
    alias = router.db_for_write(model)
    if isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
        without = [row for row in new if row.pk is None]
        for row, pk in zip(without, _next_keys(connections[alias], model, len(without)), strict=True):
            row.pk = pk
    insert_columns(model, {name: [getattr(row, name) for row in new] for name in _fields(model)})
    for row in new:
        row._state.adding, row._state.db = False, alias


def insert_columns(
    model: type[models.Model], columns: Mapping[str, Sequence[Any]], **same: Any
) -> Sequence[int]:
    """Insert rows that are given by their columns, and return their primary keys.

    ``columns`` have one value for each row, ``same`` one for all; a field without any has its default.
    """
    key = model._meta.pk.attname
    number = len(next(iter(columns.values())))
    connection = connections[router.db_for_write(model)]
    if key not in columns:
        columns = {key: _next_keys(connection, model, number), **columns}
    fields = _fields(model)
    values = [
        _values(connection, field, columns[name])
        if name in columns
        else repeat(*_values(connection, field, [same.get(name, field.get_default())]))
        for name, field in fields.items()
    ]
    names = [str(field.column) for field in fields.values()]
    insert_rows(connection, model._meta.db_table, names, zip(*values, strict=False))
    return columns[key]


def insert_rows(
    connection: BaseDatabaseWrapper, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Insert rows of values as the engine takes them."""
    rows = list(rows)  # First, because they may come from queries, for which the connection is busy then.
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {quoted(table)} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        # SQLite begins each statement anew, and notes the latest key of a table at its end.
        marks = f"({', '.join(['%s'] * len(columns))})"
        for size, some in groupby(chunks(rows, MOST_VALUES // len(columns)), key=len):
            values = ", ".join([marks] * size)
            statement = f"INSERT INTO {quoted(table)} ({names}) VALUES {values}"
            cursor.executemany(statement, [[*chain(*together)] for together in some])


def _fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    return {field.attname: field for field in model._meta.concrete_fields if not field.generated}


def field_with_values(field: Any) -> Any:
    """The field that defines the values of a field: for a foreign key the field that it points to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _values(
    connection: BaseDatabaseWrapper, field: models.Field[Any, Any], values: Sequence[Any]
) -> Sequence[Any]:
    """The values of a column, as the engine takes them."""
    target = field_with_values(field)
    if isinstance(target, AS_THEY_ARE):
        return values
    if isinstance(target, models.JSONField):
        # Most are alike.
        known = {repr(value): value for value in values}
        known = {text: field.get_db_prep_save(value, connection) for text, value in known.items()}
        return [known[repr(value)] for value in values]
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
                "SELECT nextval(s.name) FROM generate_series(1, %s),"
                " (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) s",
                [number, table, column],
            )
            return [key for (key,) in cursor.fetchall()]
        # Whoever writes to SQLite is alone.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        return list(range(first, first + number))
