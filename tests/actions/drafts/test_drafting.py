"""Drafts that are discarded."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from claims.actions.drafts.drafting import discard_draft
from claims.actions.drafts.proposing import propose, settle_proposal
from claims.actions.drafts.recording import record_draft
from claims.domain.errors import Refused
from claims.domain.record.codec import canonical_text, from_document
from claims.domain.record.shared import (
    OutletRecord,
    PositionRecord,
    Record,
    SourceRecord,
    SpeakerRecord,
    TopicRecord,
    key_field,
    key_of_record,
)
from claims.models import AuditEvent, Claim
from claims.models.record_mapping import ROWS
from tests.actions.drafts.small_records import AFTER, drafted, published, row
from tests.looking_back import record_of
from tests.world import ANN, World


def test_a_draft_is_discarded_and_what_is_public_never(world: World) -> None:
    discard_draft(row=row(drafted(world)), by=ANN, at=AFTER)
    found = published(world)  # the key of a draft that never was public is free again
    with pytest.raises(Refused):
        discard_draft(row=row(found), by=ANN, at=AFTER)
    changed = Claim.objects.get(key=world.later_support)
    discard_draft(row=changed, by=ANN, at=AFTER)
    now = Claim.objects.get(key=world.later_support)
    assert (now.has_change, now.hands, now.version) == (False, [], changed.version)
    assert AuditEvent.objects.filter(action="discard", record_key=world.later_support).exists()


@pytest.mark.parametrize(
    "record",
    [
        SourceRecord(key="s-0123456789", title="A page"),
        OutletRecord(slug="a-paper", name="A paper"),
        TopicRecord(slug="tolls", name="Tolls"),
    ],
    ids=lambda record: record.TYPE,
)
def test_a_draft_that_is_pointed_to_is_not_discarded(world: World, record: Record) -> None:
    kind, key = record.TYPE, key_of_record(record)
    record_draft(record=record, by=ANN, at=AFTER)
    pointing = {
        "source": {"type": "event", "slug": "a-fair", "text": "The fair", "date": "2020", "sources": [key]},
        "outlet": {"type": "source", "key": "s-9876543210", "title": "The fair", "outlet": key},
        "topic": {"type": "position", "slug": "a-fair", "question": "The fair?", "topic": key},
    }[kind]
    row = record_draft(record=from_document(pointing), by=ANN, at=AFTER)
    with pytest.raises(Refused, match="point to this one: The fair"):
        discard_draft(row=ROWS[kind]._base_manager.get(**{key_field(kind): key}), by=ANN, at=AFTER)
    discard_draft(row=row, by=ANN, at=AFTER)
    discard_draft(row=ROWS[kind]._base_manager.get(**{key_field(kind): key}), by=ANN, at=AFTER)


def test_a_draft_that_a_claim_points_to_is_not_discarded(world: World) -> None:
    for record, more in (
        (TopicRecord(slug="tolls", name="Tolls"), {"topics": ["tolls"]}),
        (PositionRecord(slug="a-toll", question="A toll?"), {"about": ["a-toll"]}),
        (SpeakerRecord(slug="carl-example", name="Carl Example"), {"on_behalf_of": "carl-example"}),
    ):
        row = record_draft(record=record, by=ANN, at=AFTER)
        drafted(world, f"Words on {row.record_key}", **more)
        with pytest.raises(Refused, match=f"point to this one: Words on {row.record_key}"):
            discard_draft(row=row, by=ANN, at=AFTER)


def test_a_draft_claim_that_drafts_point_to_is_not_discarded_but_they_are_named(world: World) -> None:
    found = drafted(world)
    relation = {"kind": "repeats", "to": found.key, "grounds": "the same bridge"}
    other = drafted(world, "A toll is needed", said="2020-05-06", relations=[relation])
    lead = {"type": "lead", "slug": "a-talk", "about": "a talk on tolls", "where": "headline",
            "claim": found.key}  # fmt: skip
    led = record_draft(record=from_document(lead), by=ANN, at=AFTER)
    with pytest.raises(Refused, match="point to this one: a talk on tolls, A toll is needed"):
        discard_draft(row=row(found), by=ANN, at=AFTER)
    discard_draft(row=row(other), by=ANN, at=AFTER)
    with pytest.raises(Refused, match="point to this one: a talk on tolls"):
        discard_draft(row=row(found), by=ANN, at=AFTER)
    discard_draft(row=led, by=ANN, at=AFTER)
    discard_draft(row=row(found), by=ANN, at=AFTER)
    with pytest.raises(Refused, match="no longer on record"):
        discard_draft(row=led, by=ANN, at=AFTER)


def test_a_draft_that_a_waiting_proposal_would_point_to_is_not_discarded(world: World) -> None:
    row = record_draft(record=TopicRecord(slug="tolls", name="Tolls"), by=ANN, at=AFTER)
    position = record_of("position", world.other_position)
    assert isinstance(position, PositionRecord)
    waiting = propose(
        record_type="position",
        key=world.other_position,
        decision="amend",
        answers={"document": canonical_text(replace(position, topic="tolls"))},
        by=ANN,
        at=AFTER,
    )
    with pytest.raises(Refused, match="point to this one: what ann proposes for the position who-pays"):
        discard_draft(row=row, by=ANN, at=AFTER)
    settle_proposal(proposal=waiting.pk, approved=False, by=ANN, at=AFTER)
    discard_draft(row=row, by=ANN, at=AFTER)
