"""Adding to counts that are kept in a table, many at once: what the ORM can only do one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

TOGETHER = 100
"""Rows of one statement: an engine may have no more than a thousand values in it."""


def add_counts(
    connection: BaseDatabaseWrapper,
    table: type[models.Model],
    keys: Sequence[str],
    counted: Mapping[tuple[Any, ...], int],
) -> None:
    """Add to the ``claims`` of each row that its ``keys`` name, and make or delete rows as needed.

    The keys have to be unique in the table; nought is not added, and a row that comes down to it goes.
    """
    quoted = connection.ops.quote_name
    name, columns = quoted(table._meta.db_table), [quoted(key) for key in keys]
    claims = quoted("claims")
    one = f"({', '.join(['%s'] * len(keys))}, %s)"
    into = f"INSERT INTO {name} ({', '.join(columns)}, {claims}) VALUES "
    add = f" ON CONFLICT ({', '.join(columns)}) DO UPDATE SET {claims} = {name}.{claims} + excluded.{claims}"
    drop = f"DELETE FROM {name} WHERE {' AND '.join(f'{column} = %s' for column in columns)} AND {claims} = 0"
    changed = sorted((key, value) for key, value in counted.items() if value)
    with connection.cursor() as cursor:
        for start in range(0, len(changed), TOGETHER):
            some = changed[start : start + TOGETHER]
            values = [value for key, number in some for value in (*key, number)]
            cursor.execute(into + ", ".join([one] * len(some)) + add, values)
        if fewer := [key for key, value in changed if value < 0]:
            cursor.executemany(drop, fewer)
