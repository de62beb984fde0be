"""Back up the whole database into one file, while the site runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from claims.database.snapshot import snapshot
from claims.database.whole_tables import columns_of, rows_of, whole_tables
from claims.domain.errors import Refused
from claims.formats.backup_file import Manifest, write_backup


def back_up(*, target: Path, at: datetime) -> Manifest:
    """Write the whole database as of one moment, and return the manifest.

    Raises Refused if the database lacks a migration, UnusableFile if the file exists already.
    """
    if missing := sorted(known_migrations() - applied_migrations()):
        raise Refused(
            f"The database lacks the migration {missing[0]}; back it up with the version that it belongs to."
        )
    about = Manifest(at.isoformat(), connection.vendor, tuple(sorted(known_migrations())))
    with snapshot():
        tables = ((table._meta.db_table, columns_of(table), rows_of(table)) for table in whole_tables())
        return write_backup(target, about, tables)


def known_migrations() -> set[str]:
    """The migrations of this program, as "app.name"."""
    return {".".join(place) for place in MigrationLoader(None).disk_migrations or ()}


def applied_migrations() -> set[str]:
    """The migrations that the database has, as "app.name". Empty if it has no tables."""
    return {".".join(place) for place in MigrationLoader(connection).applied_migrations or ()}
