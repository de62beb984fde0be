"""``manage.py restore``: what was backed up stands again and verifies, or nothing was written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from claims.formats.backup_file import Backup, Row, open_backup, write_backup
from claims.models import LedgerRow
from tests.empty_databases import empty_database
from tests.serving import ROOT
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backed_up(
    world_on_record: World, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    target = tmp_path_factory.mktemp("backups") / "world.backup"
    with django_db_blocker.unblock():
        call_command("backup", str(target), verbosity=0)
    return target


def run(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command on another database."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


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


def test_a_restored_base_verifies_and_is_the_same_row_for_row(backed_up: Path, tmp_path: Path) -> None:
    with empty_database(tmp_path) as url:
        forged = run(url, "restore", str(tampered(backed_up, tmp_path / "tampered")))
        assert forged.returncode == 1
        assert "does not verify: The claim " in forged.stderr
        assert "Traceback" not in forged.stderr

        # Nothing of it was written, so the database is still empty.
        restored = run(url, "restore", str(backed_up))
        assert restored.returncode == 0, restored.stderr
        assert run(url, "verify_records").returncode == 0
        again = run(url, "restore", str(backed_up))
        assert again.returncode == 1
        assert "The database is not empty" in again.stderr
        assert run(url, "backup", str(tmp_path / "again.backup")).returncode == 0
        changed = "from claims.models import LedgerRow; LedgerRow.objects.update(summary='rewritten')"
        assert "append-only" in run(url, "shell", "-v0", "-c", changed).stderr
    assert tables_of(tmp_path / "again.backup") == tables_of(backed_up)


def test_a_database_that_is_not_empty_is_left_alone(world: World, backed_up: Path) -> None:
    before = LedgerRow.objects.count()
    with pytest.raises(CommandError, match=r"The database is not empty: \w+ has rows") as refusal:
        call_command("restore", str(backed_up))
    assert refusal.value.returncode == 1
    assert LedgerRow.objects.count() == before


def test_a_damaged_file_is_refused_and_named(world: World, backed_up: Path, tmp_path: Path) -> None:
    content = bytearray(backed_up.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(content)
    with pytest.raises(CommandError, match=r"damaged\.backup is damaged in tables/") as refusal:
        call_command("restore", str(damaged))
    assert refusal.value.returncode == 2


def test_a_backup_of_another_version_is_refused(world: World, backed_up: Path, tmp_path: Path) -> None:
    with open_backup(backed_up) as found:
        names = found.manifest.migrations
        for number, migrations in enumerate([(*names, "claims.9999_later"), names[:-1]]):
            write_backup(tmp_path / str(number), replace(found.manifest, migrations=migrations), [])
    for file, age in (("0", "a later"), ("1", "an earlier")):
        with pytest.raises(CommandError, match=f"made by {age} version") as refusal:
            call_command("restore", str(tmp_path / file))
        assert refusal.value.returncode == 1


def test_a_file_that_is_not_there_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere") as refusal:
        call_command("restore", str(tmp_path / "nowhere"))
    assert refusal.value.returncode == 2
