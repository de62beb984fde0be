"""Erasing what the law does not let us keep: the texts go from every table, the chain stays whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from msgspec.structs import replace

from claims.actions.drafts.drafting import discard_draft
from claims.actions.drafts.proposing import propose
from claims.actions.drafts.recording import propose_change
from claims.actions.publishing.erasing import erasable
from claims.domain.errors import Conflict, Refused
from claims.models import (
    AuditEvent,
    Claim,
    Erasure,
    LedgerRow,
    RevisionContent,
)
from claims.queries.history.verification import verify_database
from tests.actions.drafts.small_records import AFTER, published
from tests.actions.publishing.erased import again, erase_claim, revision
from tests.world import ANN, World

pytestmark = pytest.mark.slow


@pytest.mark.postgresql
def test_an_old_content_is_erased_under_a_ledger_row_that_says_so(world: World) -> None:
    digest = revision(world.amended, 1).digest
    latest = erase_claim(world.amended, 1)
    assert not RevisionContent.objects.filter(revision=revision(world.amended, 1)).exists()
    assert revision(world.amended, 1).digest == digest
    assert latest == LedgerRow.objects.order_by("-sequence")[0]
    assert (latest.kind, latest.summary) == ("erasure", f"claim {world.amended}")
    erasure = Erasure.objects.get()
    assert (erasure.part, erasure.ledger_row, erasure.reason) == ("content", latest, "A court’s order.")
    event = AuditEvent.objects.get(action="erase", record_key=world.amended)
    assert event.detail == {"erased": ["content of version 1"]}
    assert verify_database().erased == 1
    connection.check_constraints()


@pytest.mark.postgresql
def test_the_public_note_is_erased_apart_from_the_content(world: World) -> None:
    erase_claim(world.amended, notes=[3])
    third = revision(world.amended, 3)
    assert third.note == ""
    assert third.content.text
    assert third.note_digest
    assert verify_database().erased == 1


def test_what_can_be_erased_is_all_but_what_is_public_and_what_says_nothing(world: World) -> None:
    assert erasable("claim", world.amended) == ((1, "content"), (2, "content"), (2, "note"), (3, "note"))
    assert erasable("claim", world.withdrawn) == ((1, "content"), (2, "note"))
    assert erasable("claim", "0000000000") == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"contents": [3]}, "Version 3 of the claim .* is public now: amend or withdraw the record first"),
        ({"contents": [4]}, "There is no version 4 of the claim"),
        ({"notes": [1]}, "Version 1 of the claim .* has no public note"),
        ({"contents": [1], "reason": " "}, "needs its reason"),
        ({}, "Name what is to be erased"),
    ],
)
def test_what_cannot_be_erased_is_refused_with_a_sentence(
    world: World, asked: dict[str, Any], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        erase_claim(world.amended, **{"contents": [], **asked})
    assert not Erasure.objects.exists()


def test_the_content_of_a_withdrawal_is_its_tombstone_and_stays(world: World) -> None:
    with pytest.raises(Refused, match="says nothing but that the claim was withdrawn"):
        erase_claim(world.withdrawn, 2)


def test_an_erasure_happens_once(world: World) -> None:
    erase_claim(world.amended, 1)
    with pytest.raises(Refused, match="is erased already"):
        erase_claim(world.amended, 1)


def test_what_waits_is_settled_first(world: World) -> None:
    found = published(world)
    again(found, words=replace(found.words, text="The bridge needs a guard"))
    propose_change(record=replace(found, role="leader"), by=ANN, at=AFTER)
    with pytest.raises(Refused, match="waits in its working copy"):
        erase_claim(found.key, 1)
    discard_draft(row=Claim.objects.get(key=found.key), by=ANN, at=AFTER)
    propose(record_type="claim", key=found.key, decision="withdraw", answers={}, by=ANN, at=AFTER)
    with pytest.raises(Refused, match="A proposal for this record waits"):
        erase_claim(found.key, 1)


def test_the_edition_that_was_read_has_to_be_the_one_there_is(world: World) -> None:
    with pytest.raises(Conflict):
        erase_claim(world.amended, 1, edition=row_edition(world) + 1)
    erase_claim(world.amended, 1, edition=row_edition(world))


def row_edition(world: World) -> int:
    return Claim.objects.get(key=world.amended).edition
