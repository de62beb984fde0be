"""``manage.py restore`` into an empty database: what was backed up stands again and verifies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from pytest_django import DjangoDbBlocker

from claims.formats.backup_file import Backup, Row, open_backup, write_backup
from claims.models import LedgerRow
from tests.empty_databases import empty_database
from tests.prepared import PreparedDatabases, connected_to
from tests.world import build_world

pytestmark = pytest.mark.slow


def tables_of(backup: Path) -> dict[str, bytes]:
    """Every table but the audit, to which a restore adds itself."""
    with ZipFile(backup) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name.startswith("tables/") and name != "tables/claims_auditevent.jsonl"
        }


def tampered(backup: Path, target: Path) -> Path:
    """The same backup, whole as a file, in which a public claim says something else."""

    def rows(found: Backup) -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
        for part in found.manifest.tables:
            lines = list(found.rows(part))
            if part.name == "claims_claim":
                public = next(line for line in lines if line[part.columns.index("state")] == "published")
                public[part.columns.index("text")] = "Never said."
            yield part.name, part.columns, lines

    with open_backup(backup) as found:
        write_backup(target, found.manifest, rows(found))
    return target


@pytest.mark.postgresql
def test_a_restored_base_verifies_and_is_the_same_row_for_row(
    prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    kept, again, forged = (tmp_path / name for name in ("world.backup", "again.backup", "tampered"))
    with django_db_blocker.unblock():
        with prepared.connected("world", build_world):
            call_command("backup", str(kept), verbosity=0)
        with empty_database(tmp_path) as name, connected_to(name):
            with pytest.raises(CommandError, match="does not verify: The claim ") as refusal:
                call_command("restore", str(tampered(kept, forged)))
            assert refusal.value.returncode == 1

            # Nothing of it was written, so the database is still empty.
            call_command("restore", str(kept), verbosity=0)
            call_command("verify_records", verbosity=0)
            with pytest.raises(CommandError, match="The database is not empty") as refusal:
                call_command("restore", str(kept))
            assert refusal.value.returncode == 1
            call_command("backup", str(again), verbosity=0)
            with pytest.raises(DatabaseError, match="append-only"):
                LedgerRow.objects.update(summary="rewritten")
            assert connection.settings_dict["NAME"] == name
    assert tables_of(again) == tables_of(kept)
