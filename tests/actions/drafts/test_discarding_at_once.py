"""A draft that is discarded while another record begins to point to it: one of the two is refused.

Two connections, which commit; on SQLite one writer waits for the other from its first statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from claims.actions.drafts.drafting import discard_draft
from claims.actions.drafts.recording import record_draft
from claims.actions.drafts.writing import row_of
from claims.domain.errors import Refused
from claims.domain.record.codec import from_document
from claims.models import Topic
from tests.actions.drafts.small_records import AFTER
from tests.actions.importing.import_lines import CLAIM, SHARED, lines
from tests.at_once import meanwhile
from tests.records_in_and_out import import_text
from tests.world import ANN

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer"),
]


def record(**document: Any) -> None:
    record_draft(record=from_document(document), by=ANN, at=AFTER)


def discard(record_type: str, key: str) -> None:
    row = row_of(record_type, key)
    assert row is not None
    discard_draft(row=row, by=ANN, at=AFTER)


def point() -> None:
    record(type="position", slug="a-toll", question="A toll?", topic="tolls")


def point_in_a_document() -> None:
    record(type="event", slug="a-fair", text="The fair", date="2020", topics=["tolls"])


def point_in_an_import() -> None:
    import_text(lines({**CLAIM, "topics": ["tolls"]}))


def drop() -> None:
    discard("topic", "tolls")


@pytest.fixture(autouse=True)
def topic() -> None:
    record(type="topic", slug="tolls", name="Tolls")
    import_text(lines(*SHARED))


@pytest.mark.parametrize("begin", [point, point_in_a_document, point_in_an_import])
def test_who_discards_after_another_began_to_point_is_refused(begin: Callable[[], None]) -> None:
    with pytest.raises(Refused, match="point to this one"):
        meanwhile(begin, drop)
    assert Topic.objects.exists()


@pytest.mark.parametrize("begin", [point, point_in_a_document, point_in_an_import])
def test_who_begins_to_point_after_another_discarded_is_refused(begin: Callable[[], None]) -> None:
    with pytest.raises(Refused):
        meanwhile(drop, begin)
    assert not Topic.objects.exists()
