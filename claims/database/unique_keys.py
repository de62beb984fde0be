"""The unique keys of a table in SQLite.

``INSERT OR REPLACE`` and ``UPDATE OR REPLACE`` delete rows with the same unique key, and no delete trigger
fires unless the client set ``recursive_triggers``. So triggers have to check for such rows before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_NAME = re.compile(r'"(\w+)"')


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """The columns of a unique key; ``where`` is the condition of a partial key, or empty."""

    columns: tuple[str, ...]
    where: str = ""

    @property
    def as_new(self) -> str:
        """The condition that a row of the table has the same key as ``NEW``."""
        same = [f'"{column}" = NEW."{column}"' for column in self.columns]
        if self.where:
            of_new = _NAME.sub(r"NEW.\g<0>", self.where)
            same += [f"({self.where})", f"({of_new})"]
        return " AND ".join(same)


def unique_keys(connection: BaseDatabaseWrapper, table: str) -> tuple[UniqueKey, ...]:
    """The primary key of a table, and every other unique key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info(%s) WHERE pk > 0 ORDER BY pk", [table])
        found = [UniqueKey(tuple(name for (name,) in cursor.fetchall()))]
        cursor.execute(
            "SELECT i.name, m.sql FROM pragma_index_list(%s) i JOIN sqlite_master m ON m.name = i.name"
            " WHERE i.\"unique\" = 1 AND i.origin <> 'pk' ORDER BY i.name",
            [table],
        )
        for index, sql in cursor.fetchall():
            cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
            columns = tuple(name for (name,) in cursor.fetchall())
            found.append(UniqueKey(columns, (sql or "").partition(" WHERE ")[2]))
    return tuple(found)
