"""Hands: the next version names all of them, and those since the last submit do not approve it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.actions.editing.coding import Judgement, code, confirm_check
from claims.actions.editing.coverage import log_search
from claims.actions.editing.relating import ChosenRelation, relate
from claims.actions.merging.merging import merge
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import send_back, submit, submit_change
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import CoverageRecord, TopicRecord
from claims.models import Claim, CoverageCheck, Revision, Topic
from claims.models.record_mapping import as_record
from claims.queries.history.verification import verify_database
from tests.actions.drafts.small_records import AFTER, drafted, published, row, submitted
from tests.records_in_and_out import import_text
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow

CEM = Actor("cem", roles=BOB.roles)
DIA = Actor("dia", roles=BOB.roles)


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    settings.REVIEW_REQUIRED = True


def hands(record_type: str, key: str, version: int) -> list[str]:
    found = Revision.objects.get(record_type=record_type, record_key=key, version=version)
    assert found.author == found.hands[0]
    return list(found.hands)


def release(found: ClaimRecord, *, by: Actor) -> None:
    publish(places=[("claim", found.key)], by=by, at=AFTER)


def test_who_changes_a_draft_is_a_hand_in_its_first_version(world: World) -> None:
    found = drafted(world)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    change_draft(record=replace(found, role="head"), by=ANN, at=AFTER)
    submit(record_type="claim", key=found.key, by=CEM, at=AFTER)
    release(found, by=CEM)
    assert hands("claim", found.key, 1) == ["ann", "bob"]
    assert row(found).hands == []
    verify_database()


def test_who_rewrites_what_was_submitted_does_not_publish_it(world: World) -> None:
    found = submitted(world)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    with pytest.raises(Refused, match="Somebody other than bob, who wrote this record"):
        release(found, by=BOB)
    assert row(found).state == "submitted"
    release(found, by=CEM)
    assert hands("claim", found.key, 1) == ["ann", "bob"]


def test_who_wrote_only_before_the_last_submit_publishes_what_another_rewrote_since(world: World) -> None:
    found = submitted(world)
    with pytest.raises(Refused, match="Somebody other than ann"):
        release(found, by=ANN)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    release(found, by=ANN)
    assert hands("claim", found.key, 1) == ["ann", "bob"]
    verify_database()


def test_an_author_of_the_round_before_approves_what_was_returned_and_rewritten_by_another(
    world: World,
) -> None:
    found = submitted(world)
    send_back(record_type="claim", key=found.key, comment="Which role?", by=BOB, at=AFTER)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    with pytest.raises(Refused, match="Somebody other than bob"):
        release(found, by=BOB)
    release(found, by=ANN)
    assert hands("claim", found.key, 1) == ["ann", "bob"]


def test_two_who_both_rewrote_since_the_last_submit_need_a_third(world: World) -> None:
    found = submitted(world)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    change_draft(record=replace(found, role="head"), by=ANN, at=AFTER)
    for one in (ANN, BOB):
        with pytest.raises(Refused, match=f"Somebody other than {one.name}"):
            release(found, by=one)
    release(found, by=CEM)


def test_an_import_after_the_submit_is_no_second_pair_of_eyes(world: World) -> None:
    found = submitted(world)
    import_text(canonical_text(replace(found, role="leader")))
    with pytest.raises(Refused, match="Somebody other than ann"):
        release(found, by=ANN)
    release(found, by=BOB)
    assert hands("claim", found.key, 1) == ["ann", "import"]


def test_a_draft_that_goes_along_is_submitted_with_its_claim(world: World) -> None:
    found = submitted(world, topics=[world.unseen_topic])
    topic = as_record(Topic.objects.get(slug=world.unseen_topic))
    assert isinstance(topic, TopicRecord)
    change_draft(record=replace(topic, description="Mended."), by=BOB, at=AFTER)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    release(found, by=ANN)
    assert hands("topic", world.unseen_topic, 1) == ["ann", "bob"]


def test_a_comment_makes_nobody_an_author(world: World) -> None:
    found = submitted(world)
    send_back(record_type="claim", key=found.key, comment="Which page?", by=BOB, at=AFTER)
    submit(record_type="claim", key=found.key, by=ANN, at=AFTER)
    release(found, by=BOB)
    assert hands("claim", found.key, 1) == ["ann"]


def test_the_hands_of_a_working_copy_are_those_of_the_amendment(world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, role="leader"), by=ANN, at=AFTER)
    propose_change(record=replace(found, role="head"), by=BOB, at=AFTER)
    amendment = Amendment(replace(found, role="head"), ChangeClass.UPDATE, "The role.")
    for approver in (ANN, BOB):
        with pytest.raises(Refused, match=f"Somebody other than {approver.name}"):
            amend(amendments=[amendment], by=ANN, approver=approver, at=AFTER)
    assert Claim.objects.get(key=found.key).hands == ["ann", "bob"]
    amend(amendments=[amendment], by=ANN, approver=CEM, at=AFTER)
    assert hands("claim", found.key, 2) == ["ann", "bob"]
    verify_database()


def test_a_working_copy_rewritten_since_its_submit_is_approved_by_who_wrote_before(world: World) -> None:
    found = published(world)
    propose_change(record=replace(found, role="leader"), by=ANN, at=AFTER)
    submit_change(amendment=Amendment(replace(found, role="leader"), ChangeClass.UPDATE, "The role."),
                  by=ANN, at=AFTER, note_is_enough=True)  # fmt: skip
    propose_change(record=replace(found, role="head"), by=BOB, at=AFTER)
    amendment = Amendment(replace(found, role="head"), ChangeClass.UPDATE, "The role.")
    with pytest.raises(Refused, match="Somebody other than bob"):
        amend(amendments=[amendment], by=ANN, approver=BOB, at=AFTER)
    other = Amendment(replace(found, role="chief"), ChangeClass.UPDATE, "The role.")
    with pytest.raises(Refused, match="Somebody other than ann"):
        amend(amendments=[other], by=ANN, at=AFTER)
    amend(amendments=[amendment], by=ANN, approver=ANN, at=AFTER)
    assert hands("claim", found.key, 2) == ["ann", "bob"]


def test_the_next_version_begins_without_hands(world: World) -> None:
    found = submitted(world)
    change_draft(record=replace(found, role="leader"), by=BOB, at=AFTER)
    release(found, by=CEM)
    amendment = Amendment(replace(found, role="head"), ChangeClass.UPDATE, "The role.")
    amend(amendments=[amendment], by=CEM, approver=BOB, at=AFTER)
    assert hands("claim", found.key, 2) == ["cem"]


def test_coding_and_relating_a_draft_are_hands_in_it(world: World) -> None:
    found = drafted(world)
    judgement = Judgement(answer="yes", unchanged=False, grounds="It says so.")
    code(position=world.ordered_position, claim=found.key, judgement=judgement, note="", by=BOB, at=AFTER)
    chosen = [ChosenRelation(found.key, world.promise, "responds_to")]
    relate(chosen=chosen, by=CEM, at=AFTER, change_class=ChangeClass.UPDATE, note="")
    assert row(found).hands == ["ann", "bob", "cem"]


def test_a_check_of_a_public_claim_waits_with_its_hand(world: World) -> None:
    confirm_check(key=world.no_change, position=world.ordered_position, computed="agrees", tested=[],
                  confirmed="agrees", reason="It does.", by=BOB, at=AFTER)  # fmt: skip
    assert Claim.objects.get(key=world.no_change).every_hand == ("bob",)


def test_whoever_saves_a_draft_of_another_record_has_a_hand(world: World) -> None:
    record_draft(record=TopicRecord(slug="ferries", name="Ferries"), by=ANN, at=AFTER)
    change_draft(record=TopicRecord(slug="ferries", name="Ferries and fords"), by=BOB, at=AFTER)
    assert Topic.objects.get(slug="ferries").hands == ["ann", "bob"]


def test_a_logged_search_is_its_authors(world: World) -> None:
    found = as_record(CoverageCheck.objects.get(slug=world.coverage))
    assert isinstance(found, CoverageRecord)
    slug, how = log_search(record=found, by=BOB, at=AFTER)
    assert how == "submitted"
    assert CoverageCheck.objects.get(slug=slug).every_hand == ("bob",)


def test_an_import_is_a_hand_by_the_name_of_the_system(world: World) -> None:
    found = drafted(world)
    import_text(canonical_text(replace(found, role="leader")))
    assert row(found).hands == ["ann", "import"]
    new = {"type": "topic", "slug": "ferries", "name": "Ferries"}
    import_text(json.dumps(new), publish=True)
    assert hands("topic", "ferries", 1) == ["import"]
    import_text(json.dumps({**new, "name": "All ferries"}), publish=True)
    assert hands("topic", "ferries", 2) == ["import"]


def test_what_goes_along_names_who_wrote_it(world: World) -> None:
    found = submitted(world, topics=[world.unseen_topic])
    release(found, by=BOB)
    assert hands("topic", world.unseen_topic, 1) == ["ann"]


def test_a_merge_makes_nobody_an_author_of_the_drafts_that_follow_it(world: World) -> None:
    found = submitted(world, speaker=world.roe)
    merge(record_type="speaker", key=world.roe, into=world.solano, note="One person.", by=BOB, approver=CEM,
          at=datetime(2022, 4, 1, tzinfo=UTC))  # fmt: skip
    assert row(found).every_hand == ("ann",)
    assert hands("speaker", world.roe, 2) == ["bob"]


def test_a_withdrawal_names_who_proposed_it(world: World) -> None:
    found = published(world)
    withdraw(key=found.key, reason_class="error", note="Not said.", by=CEM, approver=DIA, at=AFTER)
    assert hands("claim", found.key, 2) == ["cem"]
