"""Memory and collections of garbage while very many rows are read or written."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

KIB: Final = 32_000
"""Pages of SQLite, for the inner pages of its indexes. An import of 50,000 claims stays below 256 MiB."""
THRESHOLD: Final = (100_000, 20, 50)
"""With that of a request, a fifth of the time goes into looking for garbage among rows that are needed."""


@contextmanager
def many_rows() -> Iterator[None]:
    """A context for work on very many rows.

    SQLite keeps more pages; with those of a request, each is written several times. Python looks for garbage
    less often.
    """
    threshold = gc.get_threshold()
    gc.set_threshold(*THRESHOLD)
    before = _keep_pages(-KIB) if connection.vendor == "sqlite" else 0
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        if before:
            _keep_pages(before)


def _keep_pages(size: int) -> int:
    """Set the number of pages, or with a minus the KiB, that SQLite keeps, and return the one before."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        before = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA cache_size = {size}")
    return before
