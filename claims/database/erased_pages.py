"""Deleting so that the bytes go too, as far as a program can see to it.

SQLite leaves what was deleted in free pages, and in its log until that is written back. PostgreSQL drops it
at its next vacuum. Neither reaches backups, replicas or archived logs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def overwriting() -> Iterator[None]:
    """Let SQLite overwrite with zeros what is deleted inside, and empty its log after the transaction."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        before = cursor.fetchone()[0]
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA secure_delete = {before}")
    transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        # While somebody reads, as much as can be is written back; the next reader's checkpoint does the rest.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
