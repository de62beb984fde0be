"""While very many rows are written, the program keeps more in the memory, and afterwards as before."""

from __future__ import annotations

import gc
from contextlib import suppress

import pytest
from django.db import connection

from claims.database.many_rows import KIB, THRESHOLD, many_rows

pytestmark = pytest.mark.django_db


def test_after_many_rows_memory_is_used_as_before_even_if_they_failed() -> None:
    before = gc.get_threshold(), _size()
    with suppress(ZeroDivisionError), many_rows():
        assert gc.get_threshold() == THRESHOLD != before[0]
        assert _size() == (-KIB if connection.vendor == "sqlite" else 0)
        raise ZeroDivisionError
    assert (gc.get_threshold(), _size()) == before


def _size() -> int:
    """What SQLite keeps of its pages; 0 for PostgreSQL, which keeps its own."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return int(cursor.fetchone()[0])
