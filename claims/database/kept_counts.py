"""Adds to many stored counts in one statement, which the ORM cannot do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.database.chunks import chunks

TOGETHER = 100
"""Rows in one statement, which can have about a thousand values."""


def add_counts(
    connection: BaseDatabaseWrapper,
    table: type[models.Model],
    keys: Sequence[str],
    counted: Mapping[tuple[Any, ...], int],
) -> None:
    """Add to the column ``claims`` of the rows with these keys; create missing rows, delete those at zero.

    The columns ``keys`` have to be unique in the table.
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
        for some in chunks(changed, TOGETHER):
            values = [value for key, number in some for value in (*key, number)]
            cursor.execute(into + ", ".join([one] * len(some)) + add, values)
        if fewer := [key for key, value in changed if value < 0]:
            cursor.executemany(drop, fewer)


def add_to_counts(
    connection: BaseDatabaseWrapper, counted: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    """Add to the counts of facet values; a missing value is created. Returns the primary key of each."""
    found = {}
    pairs = sorted(counted.items())
    for start in range(0, len(pairs), TOGETHER):
        some = pairs[start : start + TOGETHER]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO claims_facetcount (facet, value, number) VALUES "
                + ", ".join(["(%s, %s, %s)"] * len(some))
                + " ON CONFLICT (facet, value) DO UPDATE"
                " SET number = claims_facetcount.number + excluded.number RETURNING id, facet, value",
                [part for (facet, value), number in some for part in (facet, value, number)],
            )
            found.update({(facet, value): pk for pk, facet, value in cursor.fetchall()})
    return found
