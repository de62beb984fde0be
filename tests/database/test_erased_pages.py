"""What is erased by law is in no byte of the files of SQLite: secure deletion, indexes and log."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from claims.actions.publishing.erasing import erase
from claims.actions.publishing.withdrawing import withdraw
from tests.actions.drafts.small_records import AFTER, published
from tests.prepared import PreparedDatabases, connected_to
from tests.world import ANN, BOB, World, build_world

pytestmark = pytest.mark.sqlite_only
WORD = b"xylophonmord"


def files_with_the_word(database: str) -> list[str]:
    files = [Path(database), Path(f"{database}-wal")]
    return [file.suffix for file in files if file.exists() and WORD in file.read_bytes().lower()]


def test_after_an_erasure_no_file_of_the_database_holds_the_words(
    prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker
) -> None:
    with (
        django_db_blocker.unblock(),
        prepared.copied("world", build_world) as database,
        connected_to(database),
    ):
        found = published(World(), f"The {WORD.decode()} is in the bridge " * 20)
        withdraw(key=found.key, reason_class="law", note="Law.", by=ANN, approver=BOB, at=AFTER)
        assert files_with_the_word(database)
        erase(record_type="claim", key=found.key, contents=[1], reason="Law.", by=BOB, at=AFTER)
        assert files_with_the_word(database) == []
