"""Triggers and full-text tables, which migrations cannot hold.

SQLite drops the triggers of a table that a migration rebuilds, and a trigger that names another table breaks
the rebuild. So triggers are removed before each ``migrate`` and installed after it. The SQL is in a folder
for each engine; the caller says which tables and columns have content.

The triggers ensure:

* A public record that changes is marked as unsealed. The mark has a foreign key to a revision that cannot
  exist, so the transaction cannot be committed until a new revision removes the mark.
* Revisions, their contents and notes, the ledger, erasures, former addresses, tombstones and the audit are
  append-only (``append_only``). The content or note of a revision can be deleted only with an erasure in the
  ledger, and the row of a withdrawn record can be emptied only after one.
* A record that was ever public is never deleted, and on SQLite no row of it is replaced (``unique_keys``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from claims.database.append_only import APPEND_ONLY
from claims.database.unique_keys import unique_keys

FOLDER = Path(__file__).parent
SEARCH = ("claims_search", "claims_search_ended", "claims_search_names")
"""The full-text tables: of the public versions of claims, of those that ended, and of names."""

NOBODY = -1
"""The revision that a mark refers to: no row has this primary key."""


class RecordTable(Protocol):
    """A table whose rows belong to public records (see ``models.content_tables``)."""

    @property
    def name(self) -> str: ...
    @property
    def record_type(self) -> str: ...
    @property
    def key_column(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def is_record(self) -> bool: ...


def install(connection: BaseDatabaseWrapper, tables: Iterable[RecordTable]) -> None:
    """Install every trigger and full-text table again. Does nothing if the tables do not exist yet."""
    if "claims_unsealed" not in connection.introspection.table_names():
        return
    lift(connection)
    engine, tables = connection.vendor, tuple(tables)
    with connection.cursor() as cursor:
        for statement in _statements(engine, tables):
            cursor.execute(statement)
        if engine == "sqlite":
            for statement in _against_replacing(connection, tables):
                cursor.execute(statement)


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


def clear_search(connection: BaseDatabaseWrapper) -> None:
    """Empty the full-text tables, which Django's ``flush`` does not know."""
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in SEARCH:
            if table in there:
                cursor.execute(f"DELETE FROM {table}")


def _statements(engine: str, tables: Iterable[RecordTable]) -> list[str]:
    found = [_sql(engine, "search", table=table) for table in SEARCH]
    for name, refused in APPEND_ONLY.items():
        found += _split(_sql(engine, "append_only", table=name, **asdict(refused)))
    found += _split(_sql(engine, "unsealed", nobody=str(NOBODY)))
    for table in tables:
        changed = " OR ".join(_differs(engine, column) for column in table.columns)
        found += _split(
            _sql(
                engine,
                "record" if table.is_record else "below",
                table=table.name,
                changed=changed,
                mark_new=_mark(table, "NEW"),
                mark_old=_mark(table, "OLD"),
            ),
        )
    return found


def _against_replacing(connection: BaseDatabaseWrapper, tables: Iterable[RecordTable]) -> list[str]:
    """The triggers that refuse ``OR REPLACE``, which PostgreSQL does not have."""
    found: list[str] = []
    for name in (*APPEND_ONLY, "claims_unsealed"):
        found += _split(_sql("sqlite", "replace", table=name, taken=_taken(connection, name, "1 = 1")))
    for table in tables:
        held = "t.version > 0" if table.is_record else f"EXISTS (SELECT 1 FROM {table.owner})"
        held, others = held.replace("{row}", "t"), "t.id <> OLD.id"
        columns = {c for key in unique_keys(connection, table.name) for c in key.columns} | {"id"}
        found += _split(
            _sql("sqlite", "replace", table=table.name, taken=_taken(connection, table.name, held))
        )
        found += _split(
            _sql(
                "sqlite",
                "move",
                table=table.name,
                columns=", ".join(sorted(columns)),
                taken=_taken(connection, table.name, f"{others} AND {held}"),
            )
        )
    return found


def _taken(connection: BaseDatabaseWrapper, table: str, held: str) -> str:
    """The condition that a protected row ``t`` has a unique key of NEW."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} t WHERE {key.as_new} AND {held})"
        for key in unique_keys(connection, table)
    )


def _differs(engine: str, column: str) -> str:
    operator = "IS NOT" if engine == "sqlite" else "IS DISTINCT FROM"
    return f'NEW."{column}" {operator} OLD."{column}"'


def _mark(table: RecordTable, row: str) -> str:
    owner = table.owner.replace("{row}", row)
    kind, key = table.record_type, table.key_column
    return (
        "INSERT INTO claims_unsealed (record_type, record_key, after_version, never_id) "
        f"SELECT '{kind}', o.{key}, COALESCE((SELECT MAX(r.version) FROM claims_revision r "
        f"WHERE r.record_type = '{kind}' AND r.record_key = o.{key}), 0), {NOBODY} "
        f"FROM {owner} AND NOT EXISTS (SELECT 1 FROM claims_unsealed u "
        f"WHERE u.record_type = '{kind}' AND u.record_key = o.{key})"
        f"{_unless_erased(kind, key) if table.is_record else ''};"
    )


def _unless_erased(kind: str, key: str) -> str:
    """The condition that the record is not withdrawn with erased content."""
    of_record = f"r.record_type = '{kind}' AND r.record_key = o.{key}"
    return (
        " AND NOT (o.state = 'withdrawn' AND EXISTS (SELECT 1 FROM claims_erasure e"
        f" JOIN claims_revision r ON r.id = e.revision_id WHERE {of_record})"
        f" AND (SELECT r.change_class FROM claims_revision r WHERE {of_record}"
        " ORDER BY r.version DESC LIMIT 1) = 'withdrawal')"
    )


def _sql(engine: str, name: str, **words: str) -> str:
    text = (FOLDER / engine / f"{name}.sql").read_text("utf-8")
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text


def _split(text: str) -> list[str]:
    # Every statement, and nothing else, begins a line with CREATE.
    return ["CREATE " + part for part in ("\n" + text).split("\nCREATE ") if part.strip()]
