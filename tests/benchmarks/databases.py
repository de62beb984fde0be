"""The generated databases: SQLite in files that are kept, PostgreSQL in a server that ends with the run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import postgresql
from tests.benchmarks.cpu import parent_of
from tests.benchmarks.server import ROOT, environment

KEPT = ROOT / "build" / "benchmarks"
WHAT_MAKES_A_WORLD = (
    "claims/models",
    "claims/migrations",
    "claims/database",
    "claims/search",
    "claims/domain",
)
ALSO = ("tests/benchmarks/sentences.py", "tests/benchmarks/shared.py", "tests/benchmarks/world.py")


@dataclass(frozen=True, slots=True)
class Database:
    """A database with a world in it; ``pid`` is that of its server, if it has one."""

    engine: str
    claims: int
    url: str
    pid: int | None = None


@contextmanager
def databases(engine: str, sizes: list[int], *, keep: bool) -> Iterator[list[Database]]:
    """One generated database for each size; ``keep`` takes files as they are, of whatever program."""
    if engine == "sqlite":
        yield [Database(engine, size, _sqlite(size, keep=keep)) for size in sizes]
        return
    with postgresql.running() as url:
        yield [_postgresql(url, size) for size in sizes]


def _sqlite(claims: int, *, keep: bool) -> str:
    KEPT.mkdir(parents=True, exist_ok=True)
    found = sorted(KEPT.glob(f"claims-{claims}-*.sqlite3"), key=os.path.getmtime)
    if keep and found:
        return f"sqlite:///{found[-1]}"
    path = KEPT / f"claims-{claims}-{_fingerprint()}.sqlite3"
    if not path.exists():
        for old in KEPT.glob(f"claims-{claims}-*.sqlite3*"):
            old.unlink()
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _generate(f"sqlite:///{unfinished}", claims)
        unfinished.rename(path)
    return f"sqlite:///{path}"


def _postgresql(url: str, claims: int) -> Database:
    name = f"claims_{claims}"
    with psycopg.connect(url, autocommit=True) as connection:
        # A connection's process is a child of the server's.
        pid = parent_of(connection.info.backend_pid)
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    own = url.rpartition("/")[0] + f"/{name}"
    _generate(own, claims)
    return Database("postgresql", claims, own, pid)


def _generate(url: str, claims: int) -> None:
    print(f"generating {claims:,} claims in {url.partition(':')[0]}", flush=True)
    command = [sys.executable, "-m", "tests.benchmarks.generate", str(claims)]
    subprocess.run(command, cwd=ROOT, env=environment(url), check=True)


def _fingerprint() -> str:
    """Of everything that says what is in a generated database."""
    paths = [path for folder in WHAT_MAKES_A_WORLD for path in (ROOT / folder).rglob("*") if path.is_file()]
    paths = [path for path in paths if path.suffix in {".py", ".sql"}]
    digest = hashlib.sha256()
    for path in sorted([*paths, *(ROOT / name for name in ALSO), Path(__file__).with_name("storing.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
