"""Withdrawing a claim: a tombstone stays, its history stays, its key is never used again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change, record_draft
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import Role
from claims.domain.record.codec import canonical_text
from claims.models import AuditEvent, Correction, Revision, RevisionContent
from tests.actions.drafts.small_records import AFTER, counted, published, row, state_of
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World


def test_a_withdrawn_claim_leaves_a_tombstone_and_its_history(world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, role="leader"), by=ANN, at=AFTER)
    ledger, revisions = counted()
    tombstone = withdraw(
        key=found.key, reason_class="privacy", note="On request.", by=ANN, approver=BOB, at=AFTER
    )
    assert (tombstone.key, tombstone.withdrawn_on) == (found.key, "2022-03-08")
    assert state_of(found) == ("withdrawn", 2)
    assert counted() == (ledger + 1, revisions + 1)
    texts = RevisionContent.objects.filter(revision__record_key=found.key).order_by("revision__version")
    assert texts[0].text == canonical_text(found)
    assert '"type":"tombstone"' in texts[1].text
    assert Revision.objects.get(record_key=found.key, version=2).change_class == "withdrawal"
    assert Correction.objects.get(revision__record_key=found.key).note == "On request."
    assert not row(found).has_change
    assert AuditEvent.objects.filter(record_key=found.key, action="withdraw").exists()
    connection.check_constraints()
    assert all_sealed()


@pytest.mark.parametrize(("reason_class", "note"), [("", "Why."), ("a whim", "Why."), ("law", " ")])
def test_a_withdrawal_has_a_reason_and_a_public_note(world: World, reason_class: str, note: str) -> None:
    found = published(world)
    with pytest.raises(Refused, match="withdrawal needs"):
        withdraw(key=found.key, reason_class=reason_class, note=note, by=ANN, approver=BOB, at=AFTER)
    assert state_of(found) == ("published", 1)


def test_where_review_is_required_nobody_withdraws_a_claim_alone(world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = True
    found = published(world)
    for alone, approver in ((ANN, None), (ANN, ANN), (BOB, None), (BOB, BOB)):
        with pytest.raises(Refused, match=f"Somebody other than {alone.name}"):
            withdraw(key=found.key, reason_class="error", note="Why.", by=alone, approver=approver, at=AFTER)
    assert state_of(found) == ("published", 1)
    withdraw(key=found.key, reason_class="error", note="Why.", by=ANN, approver=BOB, at=AFTER)
    latest = Revision.objects.get(record_key=found.key, version=2)
    assert (latest.author, latest.approver, latest.ledger_row.actor) == ("ann", "bob", "bob")


def test_an_approver_who_is_no_editor_is_refused(world: World) -> None:
    found, carl = published(world), Actor("carl", roles=frozenset({Role.CONTRIBUTOR}))
    with pytest.raises(NotAllowed):
        withdraw(key=found.key, reason_class="error", note="Why.", by=ANN, approver=carl, at=AFTER)


def test_where_nobody_reviews_one_editor_withdraws(world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = False
    found = published(world)
    withdraw(key=found.key, reason_class="error", note="Why.", by=ANN, at=AFTER)
    assert Revision.objects.get(record_key=found.key, version=2).approver == "ann"


@pytest.mark.parametrize("name", ["draft", "submitted", "returned", "withdrawn"])
def test_only_what_is_public_is_withdrawn(world: World, name: str) -> None:
    with pytest.raises(Refused):
        withdraw(key=getattr(world, name), reason_class="law", note="Why.", by=ANN, approver=BOB, at=AFTER)


def test_a_withdrawn_claim_is_not_recorded_anew(world: World) -> None:
    found = published(world)
    withdraw(key=found.key, reason_class="error", note="Why.", by=ANN, approver=BOB, at=AFTER)
    with pytest.raises(Refused, match="on record already"):
        record_draft(record=found, by=ANN, at=AFTER)
