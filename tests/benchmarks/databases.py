"""The generated databases: SQLite in files that are kept, PostgreSQL in a server that ends with the run.

What is measured is a copy, because it is written to: with statistics of the tables, or without.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import postgresql
from tests.benchmarks.cpu import parent_of
from tests.benchmarks.generate import CROWD
from tests.benchmarks.server import ROOT, environment

KEPT = ROOT / "build" / "benchmarks"
WHAT_MAKES_A_WORLD = (
    "claims/models",
    "claims/migrations",
    "claims/database",
    "claims/search",
    "claims/domain",
    "claims/actions/publishing",
)
ALSO = ("sentences.py", "shared.py", "storing.py", "world.py")


@dataclass(frozen=True, slots=True)
class Database:
    """A database with a world in it: so many claims, or the crowd. ``pid`` is its server's, if it has one."""

    engine: str
    world: str
    url: str
    pid: int | None = None
    has_statistics: bool = False

    @property
    def claims(self) -> str:
        """What is in it and how, in words."""
        size = "crowd" if self.world == CROWD else f"{int(self.world):,}"
        return size if self.has_statistics else f"{size}, no statistics"


@contextmanager
def databases(engine: str, worlds: list[str], *, keep: bool) -> Iterator[list[Database]]:
    """One generated database for each world; ``keep`` takes files as they are, of whatever program."""
    if engine == "sqlite":
        yield [Database(engine, world, _sqlite(world, keep=keep)) for world in worlds]
        return
    with postgresql.running() as url:
        yield [_postgresql(url, world) for world in worlds]


@contextmanager
def copied(database: Database, *, statistics: bool) -> Iterator[Database]:
    """A copy to write to, with or without statistics of its tables; removed afterwards."""
    engine, world, url, pid = database.engine, database.world, database.url, database.pid
    base, _, name = url.rpartition("/")
    own = f"copy_{int(statistics)}_{name}"
    copy = Database(engine, world, f"{base}/{own}", pid, statistics)
    if engine == "sqlite":
        path = KEPT / own
        remove(path)
        shutil.copy(KEPT / name, path)
        if statistics:
            connection = sqlite3.connect(path)
            connection.execute("ANALYZE")
            connection.close()
        try:
            yield copy
        finally:
            remove(path)
        return
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{name}"'.encode())
        if statistics:
            with psycopg.connect(copy.url, autocommit=True) as connection_:
                connection_.execute("VACUUM ANALYZE")
        try:
            yield copy
        finally:
            server.execute(f'DROP DATABASE "{own}" WITH (FORCE)'.encode())


def remove(path: Path) -> None:
    """Remove an SQLite file and what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _sqlite(world: str, *, keep: bool) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    found = sorted(KEPT.glob(f"claims-{world}-*.sqlite3"), key=os.path.getmtime)
    if keep and found:
        return f"sqlite:///{found[-1]}"
    path = KEPT / f"claims-{world}-{_fingerprint()}.sqlite3"
    if not path.exists():
        for old in KEPT.glob(f"claims-{world}-*.sqlite3*"):
            old.unlink()
        unfinished = path.with_suffix(".unfinished")
        remove(unfinished)
        _generate(f"sqlite:///{unfinished}", world)
        unfinished.rename(path)
    return f"sqlite:///{path}"


def _postgresql(url: str, world: str) -> Database:
    name = f"claims_{world}"
    with psycopg.connect(url, autocommit=True) as connection:
        # A connection's process is a child of the server's.
        pid = parent_of(connection.info.backend_pid)
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    own = url.rpartition("/")[0] + f"/{name}"
    _generate(own, world)
    return Database("postgresql", world, own, pid)


def _generate(url: str, world: str) -> None:
    named = "a crowd of claims" if world == CROWD else f"{int(world):,} claims"
    print(f"generating {named} in {url.partition(':')[0]}", flush=True)
    command = [sys.executable, "-m", "tests.benchmarks.generate", world]
    subprocess.run(command, cwd=ROOT, env=environment(url), check=True)


def _fingerprint() -> str:
    """Of everything that says what is in a generated database."""
    paths = [path for folder in WHAT_MAKES_A_WORLD for path in (ROOT / folder).rglob("*") if path.is_file()]
    paths = [path for path in paths if path.suffix in {".py", ".sql"}]
    digest = hashlib.sha256()
    for path in sorted([*paths, *(Path(__file__).with_name(name) for name in ALSO)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
