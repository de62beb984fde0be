"""``manage.py flush``: it empties append-only tables, and leaves their triggers in place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.publishing import publish
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.shared import TopicRecord
from claims.models import (
    AuditEvent,
    ClaimFacet,
    ClaimVersion,
    FacetCount,
    LedgerRow,
    MonthCount,
    RecordReference,
    RecordVersion,
    RecordWord,
    Revision,
    StanceCount,
    Topic,
)
from tests.database.changed_rows import has_triggers

pytestmark = pytest.mark.slow

PROJECTION = (RecordVersion, RecordReference, RecordWord, ClaimVersion, ClaimFacet, FacetCount)
AT = datetime(2026, 1, 2, 12, tzinfo=UTC)


def _publish_topic() -> None:
    record_draft(record=TopicRecord(slug="ruritania", name="Ruritania"), by=FIXTURES, at=AT)
    publish(places=[("topic", "ruritania")], by=FIXTURES, at=AT)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_flush_empties_what_is_append_only_and_every_count_and_puts_the_triggers_back() -> None:
    StanceCount.objects.create(speaker="ada", position="bridge", claims=1)
    MonthCount.objects.create(speaker="ada", month="2019-02", claims=1)
    _publish_topic()
    assert RecordVersion.objects.exists()
    assert FacetCount.objects.exists()
    call_command("flush", interactive=False, verbosity=0)
    emptied = (Topic, Revision, LedgerRow, AuditEvent, MonthCount, StanceCount, *PROJECTION)
    assert not [table.__name__ for table in emptied if table.objects.exists()]
    assert has_triggers(LedgerRow)
    _publish_topic()
    with pytest.raises(DatabaseError, match="append-only"):
        LedgerRow.objects.update(summary="rewritten")
