"""While much is written, SQLite keeps more pages in the memory, and afterwards those of a request again."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import connection

from claims.database.page_cache import KIB, large_page_cache

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def test_pages_of_requests_are_as_many_as_before_once_much_was_written() -> None:
    before = _size()
    with suppress(ZeroDivisionError), large_page_cache():
        assert _size() == -KIB < before < 0
        raise ZeroDivisionError
    assert _size() == before


def _size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return int(cursor.fetchone()[0])
