"""Small records for the tests of actions: one speaker, one source, and claims as they are needed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.shared import Record
from claims.models import Claim, LedgerRow, Revision, record_mapping
from tests.world import ANN, BOB, FOUNDED_AT, World
from tests.world_claims import claim

AFTER = FOUNDED_AT + timedelta(days=7)


def record(document: dict[str, Any]) -> Record:
    return from_document(document)


def claim_record(text: str, world: World, **more: Any) -> ClaimRecord:
    """A claim by Anna Roe of 5 May 2020 in a source of that month, ready to be published."""
    document = claim(text, more.pop("speaker", world.roe), more.pop("said", "2020-05-05"), world.month_source)
    found = from_document({**document, **more})
    assert isinstance(found, ClaimRecord)
    return found


def drafted(world: World, text: str = "The bridge needs a toll", **more: Any) -> ClaimRecord:
    found = claim_record(text, world, **more)
    record_draft(record=found, by=ANN, at=AFTER)
    return found


def submitted(world: World, text: str = "The bridge needs a toll", **more: Any) -> ClaimRecord:
    found = drafted(world, text, **more)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    return found


def published(world: World, text: str = "The bridge needs a toll", **more: Any) -> ClaimRecord:
    found = submitted(world, text, **more)
    publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    return found


def row(found: ClaimRecord) -> Claim:
    return Claim.objects.get(key=found.key)


def on_record(found: ClaimRecord) -> ClaimRecord:
    """What a claim says now."""
    return record_mapping.claim_record(row(found))


def copy_of(found: ClaimRecord) -> ClaimRecord:
    """What the working copy of a claim says."""
    return record_mapping.claim_in_work(Claim.objects.get(key=found.key))


def state_of(found: ClaimRecord) -> tuple[str, int]:
    """State and version of a claim."""
    return Claim.objects.values_list("state", "version").get(key=found.key)


def counted() -> tuple[int, int]:
    """How many ledger rows and revisions there are."""
    return LedgerRow.objects.count(), Revision.objects.count()


def later(days: int) -> datetime:
    return AFTER + timedelta(days=days)
