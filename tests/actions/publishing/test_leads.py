"""A lead names the claim that was made of it, once the claim is public."""

from __future__ import annotations

from datetime import timedelta

import pytest

from claims.actions.drafts.recording import record_claim, record_draft
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.history.permissions import FIXTURES
from claims.models import FollowedLead, Lead, Revision
from tests.actions.drafts.small_records import AFTER, claim_record, record
from tests.world import ANN, BOB, World


@pytest.fixture
def lead(world: World) -> str:
    hint = {"type": "lead", "slug": "a-toll", "about": "a toll on the bridge", "where": "headline"}
    record_draft(record=record(hint), by=FIXTURES, at=AFTER)
    publish(places=[("lead", "a-toll")], by=FIXTURES, at=AFTER, kind="batch")
    return "a-toll"


def test_a_lead_names_its_claim_when_that_is_published_and_not_before(world: World, lead: str) -> None:
    found = claim_record("The bridge needs a toll", world)
    record_claim(record=found, lead=lead, by=ANN, at=AFTER)
    assert Lead.objects.get(slug=lead).claim_key == ""
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    publish(places=[("claim", found.key)], by=BOB, at=AFTER + timedelta(hours=1))
    assert Lead.objects.get(slug=lead).claim_key == found.key
    revision = Revision.objects.get(record_key=lead, version=2)
    assert revision.change_class == "update"
    assert revision.ledger_row == Revision.objects.get(record_key=found.key).ledger_row
    assert not FollowedLead.objects.exists()


def test_a_draft_that_is_discarded_leaves_its_lead_open(world: World, lead: str) -> None:
    row = record_claim(record=claim_record("The bridge needs a toll", world), lead=lead, by=ANN, at=AFTER)
    row.delete()
    assert Lead.objects.filter(slug=lead, claim_key="", followed=None).exists()


def test_a_lead_that_is_a_draft_itself_names_its_claim_too(world: World) -> None:
    hint = {"type": "lead", "slug": "a-ferry", "about": "a ferry beside the bridge", "where": "link"}
    record_draft(record=record(hint), by=ANN, at=AFTER)
    found = claim_record("The bridge needs a ferry", world)
    record_claim(record=found, lead="a-ferry", by=ANN, at=AFTER)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    publish(places=[("claim", found.key)], by=BOB, at=AFTER + timedelta(hours=1))
    assert Lead.objects.filter(slug="a-ferry", claim_key=found.key, version=0).exists()
    publish(places=[("lead", "a-ferry")], by=BOB, at=AFTER + timedelta(hours=2))
    assert Lead.objects.get(slug="a-ferry").version == 1
