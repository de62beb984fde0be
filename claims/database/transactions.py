"""What a transaction needs of its engine: one state for all reads, rows that stay, an emptied log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot() -> Iterator[None]:
    """A context in which all reads see one state of the database, without blocking writers.

    Does nothing inside a transaction.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Django's transactions take the write lock at once, which readers do not need.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def empty_log_after() -> None:
    """Empty the write-ahead log of SQLite after this transaction, so that deleted rows leave the files.

    SQLite overwrites deleted rows at once (every connection sets ``secure_delete``), but keeps them in its
    log until a checkpoint. PostgreSQL drops them at its next vacuum. Backups, replicas and archived logs
    still have them.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        # With other readers this is partial; a later checkpoint does the rest.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def keep_rows(connection: BaseDatabaseWrapper, table: str, column: str, values: Iterable[str]) -> None:
    """Let nobody delete the rows with these values until the transaction ends; changes are still possible.

    Waits for who deletes them now, so read them afterwards. SQLite has one writer, who needs no lock.
    """
    if connection.vendor != "postgresql":
        return
    quoted = connection.ops.quote_name
    # The lock that PostgreSQL takes itself for a foreign key.
    statement = f"SELECT 1 FROM {quoted(table)} WHERE {quoted(column)} = ANY(%s) FOR KEY SHARE"
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(values)])
