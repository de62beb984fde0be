"""Two sessions of PostgreSQL, the second of which begins before the first is committed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, connections, transaction

T = TypeVar("T")


def meanwhile(first: Callable[[], object], second: Callable[[], T]) -> T:
    """What ``second`` returns, which begins after ``first`` has written and before that is committed.

    It is committed once ``second`` has ended or waits for it. Raises what ``second`` raises.
    """

    def in_another_session() -> T:
        try:
            return second()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(in_another_session)
            while not other.done() and not _waits():
                pass
        return other.result()


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
