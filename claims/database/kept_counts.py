"""Adds to many stored counts in one statement, which the ORM cannot do."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.database.chunks import chunks
from claims.database.statements import many, one_of

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
    into = f"INSERT INTO {name} ({', '.join(columns)}, {claims}) "
    add = f" ON CONFLICT ({', '.join(columns)}) DO UPDATE SET {claims} = {name}.{claims} + excluded.{claims}"
    drop = f"DELETE FROM {name} WHERE {' AND '.join(f'{column} = %s' for column in columns)} AND {claims} = 0"
    changed = sorted((*key, value) for key, value in counted.items() if value)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and changed:
            types = [table._meta.get_field(column).db_type(connection) for column in (*keys, "claims")]
            given = ", ".join(f"%s::{type_}[]" for type_ in types)
            cursor.execute(
                f"{into}SELECT * FROM unnest({given}){add}", [list(c) for c in zip(*changed, strict=True)]
            )
        else:
            for some in chunks(changed, TOGETHER):
                values = [*chain(*some)]
                cursor.execute(f"{into}VALUES {', '.join([one] * len(some))}{add}", values)
        if fewer := [key for *key, value in changed if value < 0]:
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


_OWN: Final = """EXISTS (SELECT 1 FROM claims_claimversion v WHERE v.number = claims_claimfacet.version_id
AND ';' || replace(v."values", ',', ';') || ';' LIKE '%%;' || claims_claimfacet.value_id || ';%%')"""
"""The condition that the value of a link is in the document."""

_CLOSE: Final = f"UPDATE claims_claimfacet SET is_open = FALSE WHERE value_id = %s AND is_open AND {_OWN}"
_DROP: Final = "DELETE FROM claims_claimfacet WHERE value_id = %s AND is_open"
_OPEN: Final = """UPDATE claims_claimfacet SET is_open = TRUE WHERE value_id = %s AND NOT is_open AND EXISTS
(SELECT 1 FROM claims_claimversion v WHERE v.number = claims_claimfacet.version_id AND v.is_open)"""
_LINK: Final = """INSERT INTO claims_claimfacet (value_id, version_id, is_open)
SELECT DISTINCT f.id, l.version_id, TRUE FROM claims_claimfacet l
JOIN claims_claimversion v ON v.number = l.version_id JOIN claims_facetcount f ON f.id = %s
WHERE l.value_id IN ({marks}) AND v.is_open AND NOT EXISTS
(SELECT 1 FROM claims_claimfacet k WHERE k.value_id = f.id AND k.version_id = l.version_id AND k.is_open)
ORDER BY l.version_id"""
_UNLINK: Final = f"{_DROP} AND NOT {_OWN}"
_UNLESS: Final = """ AND NOT EXISTS (SELECT 1 FROM claims_claimfacet k
WHERE k.value_id IN ({marks}) AND k.version_id = claims_claimfacet.version_id)"""
_COUNT: Final = """UPDATE claims_facetcount SET number = (SELECT COUNT(*) FROM claims_claimfacet l
WHERE l.value_id = claims_facetcount.id AND l.is_open) WHERE id = %s"""


def close_links(versions: Mapping[int, Collection[int]]) -> None:
    """Let versions be found by these values no more today: their numbers, by the primary key of the value."""
    _of_versions("UPDATE claims_claimfacet SET is_open = FALSE WHERE is_open AND", versions)


def delete_links(versions: Mapping[int, Collection[int]]) -> None:
    """Let versions be found by these values no more, today or on past days."""
    _of_versions("DELETE FROM claims_claimfacet WHERE", versions)


def _of_versions(statement: str, versions: Mapping[int, Collection[int]]) -> None:
    # By value, because the links of a value lie together: an engine that is asked for many values and many
    # versions at once looks for each pair.
    statement = f"{statement} value_id = %s AND {one_of('version_id')}"
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(value, many(some)) for value, some in sorted(versions.items())])


def move_links(former: Sequence[int], present: Mapping[int, Sequence[int]]) -> None:
    """Let nothing be found today by these ``former`` values, and count again.

    Each of the ``present`` values is found by itself and by all those that lead to it.
    """
    with connection.cursor() as cursor:
        for value in former:
            cursor.execute(_CLOSE, [value])
            cursor.execute(_DROP, [value])
        for value, leading in present.items():
            cursor.execute(_OPEN, [value])
            marks = ", ".join(["%s"] * len(leading))
            if leading:
                cursor.execute(_LINK.format(marks=marks), [value, *leading])
            unless = _UNLESS.format(marks=marks) if leading else ""
            cursor.execute(_UNLINK + unless, [value, *leading])
        cursor.executemany(_COUNT, [(value,) for value in (*former, *present)])
