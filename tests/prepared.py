"""Databases that hold something before a test begins: each built once a session, beside the empty one.

A module that asks for one is connected to it while its tests run. They roll back what they write, so the next
module finds it as it was built. Who commits takes a copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import LiteralString
from urllib.parse import quote

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from psycopg import sql
from psycopg.rows import TupleRow

Build = Callable[[], object]
Start = tuple[str, Build]
"""Another prepared database, by its name and what fills it."""


@dataclass(slots=True)
class PreparedDatabases:
    """The databases of a session. ``empty`` is that of the tests; files of SQLite go to ``folder``."""

    empty: str
    folder: Path
    built: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def connected(self, name: str, build: Build, *, upon: Start | None = None) -> Iterator[None]:
        """Connect to the database ``name``, which ``build`` fills when it is first asked for.

        It begins as a copy of ``upon``, else empty. Raises whatever ``build`` raises; the database is then
        built again at the next call.
        """
        with connected_to(self._built(name, build, upon)):
            yield

    @contextmanager
    def copied(self, name: str, build: Build, *, upon: Start | None = None) -> Iterator[str]:
        """Yield the name of a copy of the same database. It is gone afterwards, whatever was committed."""
        database = self._copy(self._built(name, build, upon))
        try:
            yield database
        finally:
            drop(database)

    def remove(self) -> None:
        """Drop all of them."""
        for database in self.built.values():
            drop(database)
        self.built.clear()

    def _built(self, name: str, build: Build, upon: Start | None = None) -> str:
        if name not in self.built:
            database = self._copy(self._built(*upon) if upon else self.empty)
            with connected_to(database), transaction.atomic():
                build()
            self.built[name] = database
        return self.built[name]

    def _copy(self, source: str) -> str:
        number = next(self.numbers)
        if is_sqlite():
            path = self.folder / f"{number}.sqlite3"
            with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(path)) as new:
                old.backup(new)
            return str(path)
        database = f"{self.empty}_{number}"
        disconnect()
        _close_sessions(source)
        drop(database)
        on_the_server("CREATE DATABASE {} TEMPLATE {}", database, source)
        return database


@contextmanager
def connected_to(database: str) -> Iterator[None]:
    """Connect to another database for a while."""
    before = str(connections["default"].settings_dict["NAME"])
    _switch(database)
    try:
        yield
    finally:
        _switch(before)


def _switch(database: str) -> None:
    disconnect()
    # All threads share these settings.
    connections["default"].settings_dict["NAME"] = database
    # After a flush the same type has another number than in another database.
    ContentType.objects.clear_cache()


def disconnect() -> None:
    """Close every connection to the database of the tests: PostgreSQL drops and copies none that is open.

    A thread of a live server may hold its connection from the pool a moment longer than its server.
    """
    connection = connections["default"]
    connection.close()
    if not is_sqlite():
        connection.close_pool()  # type: ignore[attr-defined]
        _close_sessions(str(connection.settings_dict["NAME"]))


def drop(database: str) -> None:
    """Drop a database that may be open, if there is one of that name."""
    if is_sqlite():
        for path in (database, f"{database}-wal", f"{database}-shm"):
            Path(path).unlink(missing_ok=True)
    else:
        on_the_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


def url_of(database: str) -> str:
    """The ``DATABASE_URL`` of a database of the engine that the tests run on."""
    if is_sqlite():
        return f"sqlite:///{database}"
    params = connections["default"].get_connection_params()
    return f"postgresql://{params['user']}@/{database}?host={quote(params['host'], safe='')}"


def is_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


def _close_sessions(database: str) -> None:
    with _server() as server:
        server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [database]
        )


def on_the_server(statement: LiteralString, *names: str) -> None:
    """Run a statement of PostgreSQL that concerns whole databases; ``{}`` stands for a name."""
    with _server() as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _server() -> psycopg.Connection[TupleRow]:
    """A connection to no database of the tests, and not through the pool, which would open new ones."""
    params = connections["default"].get_connection_params()
    asked = {name: params[name] for name in ("host", "port", "user", "password") if name in params}
    return psycopg.connect(**asked, dbname="postgres", autocommit=True)
