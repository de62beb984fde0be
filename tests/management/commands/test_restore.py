"""``manage.py restore``: what was backed up stands again and verifies, or nothing was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from claims.formats.backup_file import open_backup, write_backup
from claims.models import LedgerRow
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


@pytest.mark.postgresql
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
