"""What a table of SQLite holds only once: what a row can be replaced by, without a word to any trigger.

``INSERT OR REPLACE`` and ``UPDATE OR REPLACE`` delete the rows that stand in the way of a unique key, and no
trigger fires for it unless the client asked for ``recursive_triggers``. So a trigger has to look before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_NAME = re.compile(r'"(\w+)"')


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """Columns that no two rows have alike; ``where`` says which rows the key holds for, empty for all."""

    columns: tuple[str, ...]
    where: str = ""

    @property
    def as_new(self) -> str:
        """The condition under which a row of the table stands in the way of ``NEW``."""
        same = [f'"{column}" = NEW."{column}"' for column in self.columns]
        if self.where:
            same += [f"({self.where})", f"({_NAME.sub(_of_new, self.where)})"]
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


def _of_new(name: re.Match[str]) -> str:
    return f"NEW.{name.group()}"
