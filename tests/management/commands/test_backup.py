"""``manage.py backup``: everything, at one moment, in a file that is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.database.whole_tables import LEFT_OUT, whole_tables
from claims.formats.backup_file import open_backup
from claims.models import AuditEvent, Claim
from tests.world import World


@pytest.mark.postgresql
def test_every_table_is_in_it_with_all_its_rows(world: World, tmp_path: Path) -> None:
    target = tmp_path / "world.backup"
    call_command("backup", str(target), verbosity=0)
    with open_backup(target) as backup:
        kept = {part.name: part.rows for part in backup.manifest.tables}
    assert kept == {table._meta.db_table: table._base_manager.count() for table in whole_tables()}
    assert kept["claims_claim"] == Claim.objects.count()
    assert kept["claims_auditevent"] == AuditEvent.objects.count()


def test_sessions_are_left_out(world: World, tmp_path: Path) -> None:
    Session.objects.create(session_key="somebody-signed-in", session_data="", expire_date=timezone.now())
    target = tmp_path / "world.backup"
    call_command("backup", str(target), verbosity=0)
    with open_backup(target) as backup:
        assert not LEFT_OUT & {part.name for part in backup.manifest.tables}
        kept = [line for part in backup.manifest.tables for line in backup.rows(part)]
    assert "somebody-signed-in" not in str(kept)


def test_another_file_is_never_written_over(world: World, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    with pytest.raises(CommandError, match="exists already") as refusal:
        call_command("backup", str(target))
    assert refusal.value.returncode == 2
    assert target.read_text() == "precious"


def test_a_folder_that_is_not_there_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere") as refusal:
        call_command("backup", str(tmp_path / "nowhere" / "world.backup"))
    assert refusal.value.returncode == 2
