"""Back up the whole database into one file while the site runs, and restore it into an empty database."""

from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from claims.actions.auditing import note_event
from claims.actions.database.installing import install, lift
from claims.database import whole_tables as tables
from claims.database.transactions import snapshot
from claims.database.whole_tables import columns_of, rows_of, whole_tables
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.formats.backup_file import Backup, Manifest, write_backup
from claims.search import index


def prepare(backup: Backup) -> None:
    """Create the tables if there are none. Raises Refused unless backup, program and database fit.

    Not part of ``restore`` because migrations have their own transactions.
    """
    kept, known = set(backup.manifest.migrations), known_migrations()
    for names, age in ((kept - known, "a later"), (known - kept, "an earlier")):
        if names:
            raise Refused(
                f"The backup was made by {age} version of this program ({min(names)} makes the difference); "
                "restore it with that version, and then upgrade."
            )
    _check_columns(backup)
    if not applied_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    elif missing := sorted(known - applied_migrations()):
        raise Refused(
            f"The database has tables, and lacks the migration {missing[0]}: run manage.py migrate."
        )
    if name := tables.first_with_rows(connection):
        raise Refused(f"The database is not empty: {name} has rows. Restore into a new one.")


@transaction.atomic
def restore(*, backup: Backup, by: Actor, at: datetime) -> None:
    """Restore all rows, rebuild the search index, and add an audit event.

    Called after ``prepare``. Writes nothing if anything fails.
    """
    using = connection.alias
    if name := tables.first_with_rows(connection):
        raise Refused(f"The database is not empty: {name} has rows. Restore into a new one.")
    lift(using=using)
    tables.clear_made_by_migrations(connection)
    models = {table._meta.db_table: table for table in tables.whole_tables()}
    for part in backup.manifest.tables:
        tables.write_rows(connection, models[part.name], backup.rows(part))
    # PostgreSQL also needs this: it creates no triggers while checks are deferred.
    connection.check_constraints()
    tables.reset_sequences(connection)
    install(using=using)
    index.rebuild()
    detail = {"made_at": backup.manifest.made_at, "rows": backup.manifest.rows}
    note_event(action="restore", by=by, at=at, detail=detail)


def _check_columns(backup: Backup) -> None:
    ours = {table._meta.db_table: tables.columns_of(table) for table in tables.whole_tables()}
    theirs = {part.name: part.columns for part in backup.manifest.tables}
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            raise Refused(f"The table {name} of the backup is not the one that this program has.")


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
