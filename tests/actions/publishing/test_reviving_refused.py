"""What is not published again: what law, privacy, review or the record of today stands against."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.actions.publishing.reviving import earlier_content
from claims.domain.errors import Conflict, NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.models import Claim, Tombstone
from claims.models.record_mapping import as_record
from tests.actions.drafts.small_records import AFTER, claim_record, published, state_of
from tests.actions.publishing.withdrawn import again, gone
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("reason_class", ["privacy", "law"])
def test_what_law_or_privacy_took_away_never_comes_back(world: World, reason_class: str) -> None:
    found = published(world)
    gone(found.key, reason_class=reason_class)
    with pytest.raises(Refused, match="never published again"):
        again(found)
    assert state_of(found) == ("withdrawn", 2)


@pytest.mark.parametrize("reason_class", ["error", "duplicate", "source_withdrawn", "batch_undone"])
def test_what_went_for_another_reason_can_come_back(world: World, reason_class: str) -> None:
    found = published(world)
    gone(found.key, reason_class=reason_class, survivor=world.turn if reason_class == "duplicate" else "")
    again(found)
    assert state_of(found) == ("published", 3)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_nothing_comes_back_once_content_of_it_was_erased(world: World, version: int) -> None:
    gone(world.amended)
    whole = earlier_content("claim", world.amended)
    erase(
        record_type="claim",
        key=world.amended,
        contents=[version],
        reason="A court ordered it.",
        by=BOB,
        at=AFTER,
    )
    with pytest.raises(Refused, match="erased by law"):
        again(whole)
    assert Claim.objects.get(key=world.amended).state == "withdrawn"


def test_erased_content_is_not_restored(world: World) -> None:
    erase(
        record_type="claim", key=world.amended, contents=[1], reason="A court ordered it.", by=BOB, at=AFTER
    )
    with pytest.raises(Refused, match="The content of version 1 was erased by law"):
        earlier_content("claim", world.amended, 1)
    assert canonical_text(earlier_content("claim", world.amended, 2))


def test_where_review_is_required_nobody_does_it_alone(world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = True
    found = published(world)
    gone(found.key)
    for by, approver in ((ANN, None), (ANN, ANN), (BOB, BOB)):
        with pytest.raises(Refused, match=f"Somebody other than {by.name}"):
            again(found, by=by, approver=approver)
    settings.REVIEW_REQUIRED = False
    again(found, approver=None)
    assert state_of(found) == ("published", 3)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.ADMIN])
def test_only_editors_do_it(world: World, role: Role) -> None:
    found, carl = published(world), Actor("carl", roles=frozenset({role}))
    gone(found.key)
    for by, approver in ((carl, BOB), (ANN, carl)):
        with pytest.raises(NotAllowed, match="Only an editor may publish again"):
            again(found, by=by, approver=approver)


@pytest.mark.parametrize("name", ["draft", "submitted", "returned", "turn"])
def test_only_what_was_withdrawn_comes_back(world: World, name: str) -> None:
    record = as_record(Claim.objects.get(key=getattr(world, name)))
    with pytest.raises(Refused, match=r"cannot be published again|already public"):
        again(record)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"note": "  "}, "needs a note"),
        ({"change_class": ChangeClass.TYPOGRAPHIC}, "as a correction"),
        ({"change_class": ChangeClass.WITHDRAWAL}, "as a correction"),
    ],
)
def test_a_class_and_a_note_are_needed(world: World, more: dict[str, Any], message: str) -> None:
    found = published(world)
    gone(found.key)
    with pytest.raises(Refused, match=message):
        again(found, **more)
    assert state_of(found) == ("withdrawn", 2)


def test_an_old_edition_is_a_conflict(world: World) -> None:
    found = published(world)
    edition = Claim.objects.get(key=found.key).edition
    gone(found.key)
    with pytest.raises(Conflict):
        again(found, edition=edition)


def test_what_may_not_be_published_does_not_come_back(world: World) -> None:
    found = published(world)
    gone(found.key)
    with pytest.raises(Refused, match="the language of the words is missing"):
        again(replace(found, words=replace(found.words, language="")))
    draft = claim_record("Not yet public", world)
    record_draft(record=draft, by=ANN, at=AFTER)
    related = {"relations": ({"kind": "repeats", "to": draft.key},)}
    with pytest.raises(Refused, match="which is not public"):
        again(claim_record("The bridge needs a toll", world, key=found.key, **related))
    assert state_of(found) == ("withdrawn", 2)


def test_an_answer_that_the_position_has_no_more_is_named(world: World) -> None:
    stance = {"position": world.other_position, "answer": "towns", "basis": "own_words", "grounds": "So."}
    found = published(world, stances=[stance])
    changed = replace(found, stances=())
    amend(amendments=[Amendment(changed, ChangeClass.UPDATE, "Misread.")], by=ANN, approver=BOB, at=AFTER)
    gone(found.key)
    first = earlier_content("claim", found.key, 1)
    assert isinstance(first, ClaimRecord)
    lacking = replace(first, stances=(replace(first.stances[0], answer="nobody"),))
    with pytest.raises(Refused, match="has no answer nobody"):
        again(lacking)
    assert state_of(found) == ("withdrawn", 3)


def test_a_relation_that_would_not_hold_any_more_is_named(world: World) -> None:
    """While a claim was away another was recorded as said before it; with an earlier day that cannot be."""
    found = published(world, said="2020-05-05")
    gone(found.key)
    before = published(
        world, "The toll was announced", said="2020-05-04", relations=[{"kind": "precedes", "to": found.key}]
    )
    with pytest.raises(Refused, match=before.key[:4]):
        again(replace(found, said="2020-05-01"))
    assert state_of(found) == ("withdrawn", 2)


def test_the_database_keeps_a_tombstone_while_its_claim_is_withdrawn(world: World) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Tombstone.objects.filter(key=world.withdrawn).delete()
