"""Removes the bytes of deleted rows from the files of the database, as far as possible.

SQLite overwrites deleted rows at once (every connection sets ``secure_delete``), but keeps them in its
write-ahead log until a checkpoint. PostgreSQL drops them at its next vacuum. Backups, replicas and archived
logs still have them.
"""

from __future__ import annotations

from django.db import connection, transaction


def empty_log_after() -> None:
    """Empty the write-ahead log of SQLite after this transaction."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        # With other readers this is partial; a later checkpoint does the rest.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
