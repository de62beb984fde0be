"""More records beside those of the test world, put there through the actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import key_of_record
from tests.world import ANN, BOB

LATER = datetime(2022, 4, 1, 9, 0, tzinfo=UTC)


def put_on_record(*documents: dict[str, Any], public: bool = True, at: datetime = LATER) -> list[str]:
    """The records of these documents, published together, or left as drafts; their keys."""
    minutes = _minutes(at)
    records = [from_document(document) for document in documents]
    for record in records:
        record_draft(record=record, by=ANN, at=next(minutes))
        if public and isinstance(record, ClaimRecord):
            submit(record_type="claim", key=record.key, by=ANN, at=next(minutes))
    if public:
        places = [(record.TYPE, key_of_record(record)) for record in records]
        publish(places=places, by=BOB, at=next(minutes), summary="More of the record")
    return [key_of_record(record) for record in records]


def _minutes(at: datetime) -> Iterator[datetime]:
    while True:
        yield at
        at += timedelta(minutes=1)
