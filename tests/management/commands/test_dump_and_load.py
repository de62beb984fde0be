"""A dump of all records, loaded into an empty database: ``flush`` commits, so the world is built here."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.models import Claim, Tombstone
from claims.queries.history.verification import verify_database
from tests.management.commands.test_dumpdata import dumped
from tests.world import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.postgresql
def test_a_dump_that_is_loaded_elsewhere_is_dumped_as_the_same_bytes(tmp_path: Path) -> None:
    world = build_world()
    file, again = tmp_path / "all.json", tmp_path / "again.json"
    call_command("dumpdata", "claims", output=str(file), stderr=io.StringIO())
    text = file.read_text("utf-8")
    assert "Ungesehen" in text
    call_command("flush", interactive=False, verbosity=0)
    assert not Claim.objects.exists()
    call_command("loaddata", str(file), verbosity=0)
    assert dumped() == text
    assert Tombstone.objects.filter(key=world.withdrawn).exists()
    verify_database()
    call_command("loaddata", str(file), verbosity=0)
    call_command("dumpdata", "claims", output=str(again), indent=2, stderr=io.StringIO())
    assert json.loads(again.read_text("utf-8")) == json.loads(text)
