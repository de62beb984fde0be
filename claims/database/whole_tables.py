"""Reads and writes whole tables, for backups that can be restored on either engine.

Every table of every installed app except ``LEFT_OUT``. Values are JSON; dates, times and bytes are text.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.database.chunks import chunks
from claims.database.inserting import field_with_values, insert_rows

LEFT_OUT: Final = frozenset({"django_session"})
"""A session gives access to an account: after a restore everybody signs in again."""

MADE_BY_MIGRATIONS: Final = frozenset(
    {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
)
"""Tables that migrations fill; a database with rows in no other table is empty."""

CHUNK: Final = 1000
PLAIN: Final = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FloatField,
)

Row = list[Any]
Table = type[models.Model]
Field = models.Field[Any, Any]


def whole_tables() -> list[Table]:
    """The tables of a backup, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(table: Table) -> tuple[str, ...]:
    """The columns of a backup, without generated ones."""
    return tuple(str(field.column) for field in _fields(table))


def rows_of(table: Table) -> Iterator[Row]:
    """The rows as JSON values, by primary key."""
    names = [field.attname for field in _fields(table)]
    rows = table._base_manager.order_by("pk").values_list(*names)
    json_columns = [isinstance(field, models.JSONField) for field in _fields(table)]
    for row in rows.iterator(chunk_size=CHUNK):
        yield [value if is_json else plain(value) for value, is_json in zip(row, json_columns, strict=True)]


def plain(value: Any) -> Any:
    """A value as JSON. Raises TypeError for an unknown type."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


def write_rows(connection: BaseDatabaseWrapper, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows."""
    name, columns = table._meta.db_table, columns_of(table)
    readers = [_reader(field, connection) for field in _fields(table)]
    for some in chunks(rows, CHUNK):
        insert_rows(connection, name, columns, (_read(row, readers) for row in some))


def _fields(table: Table) -> list[Field]:
    return [field for field in table._meta.concrete_fields if not field.generated]


Reader = Callable[[Any], Any]


def _read(row: Row, readers: Sequence[Reader | None]) -> Row:
    return [
        value if reader is None or value is None else reader(value)
        for value, reader in zip(row, readers, strict=True)
    ]


def _reader(field: Field, connection: BaseDatabaseWrapper) -> Reader | None:
    """The conversion from JSON to this database; None if none is needed."""
    aimed = field_with_values(field)
    if isinstance(aimed, PLAIN):
        return None
    if isinstance(aimed, models.JSONField):
        return lambda value: aimed.get_db_prep_save(value, connection)
    return lambda value: aimed.get_db_prep_save(aimed.to_python(value), connection)


def first_with_rows(connection: BaseDatabaseWrapper) -> str:
    """The first table with rows that no migration made, or empty."""
    for table in whole_tables():
        name = table._meta.db_table
        if name not in MADE_BY_MIGRATIONS and table._base_manager.using(connection.alias).exists():
            return name
    return ""


def clear_made_by_migrations(connection: BaseDatabaseWrapper) -> None:
    """Empty the tables that migrations fill."""
    with connection.cursor() as cursor:
        for name in sorted(MADE_BY_MIGRATIONS, reverse=True):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def reset_sequences(connection: BaseDatabaseWrapper) -> None:
    """Set the sequence of each table above its highest primary key."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), whole_tables()):
            cursor.execute(statement)
