"""A program of somebody else that opens the file of SQLite, with the settings that SQLite begins with.

It commits, so no test of this module may ask for the world.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection, transaction

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.publishing import publish
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.codec import from_document
from tests.world import FOUNDED_AT

REFUSED = (
    "REPLACE INTO claims_revisioncontent SELECT revision_id, 'X', salt FROM claims_revisioncontent",
    "REPLACE INTO claims_revision SELECT * FROM claims_revision",
    "REPLACE INTO claims_ledgerrow SELECT * FROM claims_ledgerrow",
    "REPLACE INTO claims_auditevent SELECT * FROM claims_auditevent",
    "REPLACE INTO claims_topic SELECT * FROM claims_topic",
    "UPDATE OR REPLACE claims_topic SET slug = 'roads' WHERE slug = 'bridge'",
    "UPDATE OR REPLACE claims_revision SET id = 1",
    "UPDATE claims_revisioncontent SET text = 'X'",
    "DELETE FROM claims_ledgerrow",
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite is a file"),
]


@pytest.fixture
def client() -> Iterator[sqlite3.Connection]:
    for slug in ("bridge", "roads"):
        topic = from_document({"type": "topic", "slug": slug, "name": slug.title()})
        with transaction.atomic():
            record_draft(record=topic, by=FIXTURES, at=FOUNDED_AT)
            publish(places=[("topic", slug)], by=FIXTURES, at=FOUNDED_AT)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as client:
        assert client.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        assert client.execute("PRAGMA foreign_keys").fetchone() == (0,)
        yield client


def test_nothing_that_is_sealed_is_replaced_changed_or_taken_away(client: sqlite3.Connection) -> None:
    # One test for all, because what commits is cleared away by emptying every table.
    for sql in REFUSED:
        with pytest.raises(sqlite3.IntegrityError, match=r"never replaced|append-only"):
            client.execute(sql)
