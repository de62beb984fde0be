"""The triggers outlive migrations, which on SQLite rebuild tables and drop what hangs on them."""

from __future__ import annotations

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, connection, models, transaction

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.publishing import publish
from claims.database.append_only import APPEND_ONLY
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.codec import from_document
from claims.models import Topic
from claims.models.record_mapping import ROWS
from tests.database.changed_rows import delete, has_triggers, model_of
from tests.world import FOUNDED_AT

HELD = [*(model._meta.db_table for model in ROWS.values()), *APPEND_ONLY]


@pytest.mark.django_db
@pytest.mark.parametrize("table", HELD)
def test_every_table_has_its_triggers(table: str) -> None:
    assert has_triggers(model_of(table))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_triggers_are_there_again_after_a_migration_that_rebuilds_a_table() -> None:
    topic = from_document({"type": "topic", "slug": "bridge", "name": "Bridge"})
    with transaction.atomic():
        record_draft(record=topic, by=FIXTURES, at=FOUNDED_AT)
        publish(places=[("topic", "bridge")], by=FIXTURES, at=FOUNDED_AT)
    old = Topic._meta.get_field("name")
    new = models.CharField(max_length=301)
    new.set_attributes_from_name("name")
    new.model = Topic
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default")
    assert not has_triggers(Topic)
    with connection.schema_editor() as editor:
        editor.alter_field(Topic, old, new)
        editor.alter_field(Topic, new, old)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert has_triggers(Topic)
    with pytest.raises(DatabaseError), transaction.atomic():
        delete(Topic.objects.get())
    assert Topic.objects.get().name == "Bridge"
