"""Deleting so that the bytes go too, as far as a program can see to it.

SQLite overwrites what was replaced or deleted at once (every connection asks for that), and keeps it in its
log until that is written back. PostgreSQL drops it at its next vacuum. Neither reaches backups, replicas or
archived logs.
"""

from __future__ import annotations

from django.db import connection, transaction


def empty_log_after() -> None:
    """Let SQLite empty its log after this transaction."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        # While somebody reads, as much as can be is written back; the next reader's checkpoint does the rest.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
