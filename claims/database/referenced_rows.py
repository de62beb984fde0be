"""Keeps the rows that a transaction refers to inside documents, where no foreign key does."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper


def keep_rows(connection: BaseDatabaseWrapper, table: str, column: str, values: Iterable[str]) -> None:
    """Let nobody delete the rows with these values until the transaction ends; changes are still possible.

    Waits for who deletes them now, so read them afterwards. SQLite has one writer, who needs no lock.
    """
    if connection.vendor != "postgresql":
        return
    quoted = connection.ops.quote_name
    # The lock that PostgreSQL takes itself for a foreign key.
    statement = f"SELECT 1 FROM {quoted(table)} WHERE {quoted(column)} = ANY(%s) FOR KEY SHARE"
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(values)])
