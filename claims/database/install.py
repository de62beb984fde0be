"""Triggers and full-text tables, which migrations cannot hold.

SQLite drops the triggers of a table that a migration rebuilds, and a trigger that names another table breaks
the rebuild. So triggers are removed before each ``migrate`` and installed after it. The SQL is in a folder
for each engine; the caller says which tables hold records.

The triggers ensure:

* Revisions, their contents and notes, the ledger, erasures, former addresses, tombstones and the audit are
  append-only (``append_only``). The content or note of a revision can be deleted only with an erasure in the
  ledger.
* A record that was ever public is never deleted, and on SQLite no row of it is replaced (``unique_keys``).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from claims.database.append_only import APPEND_ONLY, NEVER

FOLDER = Path(__file__).parent
SEARCH = ("claims_search", "claims_search_ended", "claims_search_names")
"""The full-text tables: of the public versions of claims, of those that ended, and of names."""

WAITING = 4 << 20
"""Bytes of words that wait in the memory of SQLite until it writes them: with more, it merges less."""


def install(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    """Install every trigger and full-text table again. Does nothing if the tables do not exist yet.

    ``tables`` are those with a row for each record, with its ``id`` and ``version``.
    """
    if "claims_auditevent" not in connection.introspection.table_names():
        return
    lift(connection)
    engine, tables = connection.vendor, tuple(tables)
    with connection.cursor() as cursor:
        for statement in _statements(engine, tables):
            cursor.execute(statement)
        if engine == "sqlite":
            for statement in _against_replacing(connection, tables):
                cursor.execute(statement)
            for table in SEARCH:
                cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {WAITING})")


def lift(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger; the full-text tables, which hold data, stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                " AND (name LIKE 'claims_seal_%' OR name LIKE 'claims_only_%' OR name LIKE 'claims_keep_%')"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute(
                "SELECT oid::regprocedure::text FROM pg_proc"
                " WHERE pronamespace = current_schema()::regnamespace"
                " AND (starts_with(proname, 'claims_seal_') OR starts_with(proname, 'claims_only_')"
                " OR starts_with(proname, 'claims_keep_'))"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {name} CASCADE")


@contextmanager
def unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """A part of a transaction that replaces no row, without the triggers of SQLite against replacing.

    They look for each new row whether it takes the place of another: a twentieth of the time of an import.
    Nobody else writes meanwhile, and a rollback brings them back.
    """
    with connection.cursor() as cursor:
        triggers = []
        if connection.vendor == "sqlite":
            like = "type = 'trigger' AND name LIKE 'claims_only_replace_%'"
            triggers = cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {like}").fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def clear_search(connection: BaseDatabaseWrapper) -> None:
    """Empty the full-text tables, which Django's ``flush`` does not know."""
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in SEARCH:
            if table in there:
                cursor.execute(f"DELETE FROM {table}")


def _statements(engine: str, tables: Iterable[str]) -> list[str]:
    found = [_sql(engine, "search", table=table) for table in SEARCH]
    for name, refused in APPEND_ONLY.items():
        triggers = _split(_sql(engine, "append_only", table=name, events=refused.events, **asdict(refused)))
        # A trigger that refuses nothing takes time for each row.
        found += [trigger for trigger in triggers if f"WHEN {NEVER}\n" not in trigger]
    for name in tables:
        found += _split(_sql(engine, "record", table=name))
    return found


def _against_replacing(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> list[str]:
    """The triggers that refuse ``OR REPLACE``, which PostgreSQL does not have."""
    found: list[str] = []
    for name in APPEND_ONLY:
        found += _split(_sql("sqlite", "replace", table=name, taken=_taken(connection, name, "1 = 1")))
    for name in tables:
        columns = {c for key in unique_keys(connection, name) for c in key.columns} | {"id"}
        was_public = "t.version > 0"
        found += _split(_sql("sqlite", "replace", table=name, taken=_taken(connection, name, was_public)))
        found += _split(
            _sql(
                "sqlite",
                "move",
                table=name,
                columns=", ".join(sorted(columns)),
                taken=_taken(connection, name, f"t.id <> OLD.id AND {was_public}"),
            )
        )
    return found


def _taken(connection: BaseDatabaseWrapper, table: str, held: str) -> str:
    """The condition that a protected row ``t`` has a unique key of NEW."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} t WHERE {key.as_new} AND {held})"
        for key in unique_keys(connection, table)
    )


def _sql(engine: str, name: str, **words: str) -> str:
    text = (FOLDER / engine / f"{name}.sql").read_text("utf-8")
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text


def _split(text: str) -> list[str]:
    # Every statement, and nothing else, begins a line with CREATE.
    return ["CREATE " + part for part in ("\n" + text).split("\nCREATE ") if part.strip()]


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
