"""A snapshot: one moment for many queries, while others go on writing."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest
from django.db import connection

from claims.actions.drafts.recording import record_draft
from claims.database.transactions import snapshot
from claims.domain.record.shared import TopicRecord
from claims.models import Topic
from tests.world import ANN

pytestmark = pytest.mark.slow

AT = datetime(2026, 1, 2, 12, tzinfo=UTC)


def _write() -> None:
    record_draft(record=TopicRecord(slug="roads", name="Roads"), by=ANN, at=AT)
    connection.close()


def _fail() -> None:
    with snapshot():
        Topic.objects.exists()
        raise ValueError("inside")


@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_seen_and_does_not_wait() -> None:
    with snapshot():
        assert not Topic.objects.exists()
        writer = Thread(target=_write)
        writer.start()
        writer.join()
        assert not Topic.objects.exists()
    assert Topic.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_failure_inside_it_the_connection_can_be_used() -> None:
    with pytest.raises(ValueError, match="inside"):
        _fail()
    _write()
    assert Topic.objects.exists()


@pytest.mark.django_db
def test_inside_a_transaction_it_does_nothing() -> None:
    with snapshot():
        record_draft(record=TopicRecord(slug="roads", name="Roads"), by=ANN, at=AT)
    assert Topic.objects.exists()
