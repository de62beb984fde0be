"""A new, empty database of the engine that the tests run on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.prepared import drop, is_sqlite, on_the_server


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Yield its name; a file in the folder, or a database beside that of the tests."""
    if is_sqlite():
        yield str(folder / "empty.sqlite3")
        return
    name = f"empty_{uuid4().hex}"
    on_the_server("CREATE DATABASE {}", name)
    try:
        yield name
    finally:
        drop(name)
