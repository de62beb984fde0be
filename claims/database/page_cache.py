"""More memory for the pages of SQLite while much is read or written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

KIB: Final = 48_000
"""Enough for the inner pages of all indexes of a million claims."""


@contextmanager
def large_page_cache() -> Iterator[None]:
    """A context in which SQLite keeps more pages; with those of a request, each is written several times."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (before,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = -{KIB}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {before}")
