"""Merging, renaming and identifying: what points to a record follows it, and what was sealed stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.merging.unmerging import undo_move
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projecting import project_all
from claims.actions.publishing.publishing import publish
from claims.actions.publishing.reviewing import submit
from claims.domain.errors import Conflict, NotAllowed, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, Role
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import SpeakerRecord
from claims.models import (
    AuditEvent,
    Claim,
    LedgerRow,
    Revision,
    Speaker,
    Topic,
)
from claims.models.claim import claims_with
from claims.models.record_mapping import as_record
from claims.queries.history.redirects import now_key
from claims.queries.names import labels
from tests.actions.drafts.small_records import AFTER, copy_of, drafted, later, on_record, published
from tests.actions.merging.merged import WHY, holds, merged, sealed, speakers_of_claims
from tests.looking_back import claim_of
from tests.projected import facet_counts
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


@pytest.mark.postgresql
def test_claims_are_found_under_the_record_that_stays_and_keep_the_words_that_were_sealed(
    world: World,
) -> None:
    theirs = {key for key, slug in speakers_of_claims().items() if slug == world.roe}
    rows, texts = LedgerRow.objects.count(), sealed()
    assert theirs
    move = merged(world)
    assert LedgerRow.objects.count() == rows + 1
    assert world.roe not in speakers_of_claims().values()
    assert all(speakers_of_claims()[key] == world.solano for key in theirs)
    made = Revision.objects.filter(ledger_row=move.ledger_row)
    assert not made.filter(record_type="claim").exists()
    assert {(r.note, r.author, r.approver) for r in made} == {(WHY, "ann", "bob")}
    assert texts.items() <= sealed().items()  # No sealed version altered.
    holds()


def test_the_record_that_stays_remembers_the_keys_of_what_it_took_over(world: World) -> None:
    merged(world)
    merged(world, key=world.solano, into=world.lebed, at=later(1))
    stays = as_record(Speaker.objects.get(slug=world.lebed))
    assert isinstance(stays, SpeakerRecord)
    assert stays.former_slugs == (world.roe, world.solano)


def test_the_record_that_went_stays_in_history_and_its_address_leads_on(world: World, client: Client) -> None:
    assert client.get(f"/speakers/{world.roe}/").status_code == 200
    before = sealed()["speaker", world.roe, 1]
    merged(world)
    assert sealed()["speaker", world.roe, 2] == before
    assert Speaker.objects.get(slug=world.roe).state == "withdrawn"
    answer = client.get(f"/speakers/{world.roe}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/speakers/{world.solano}/")
    assert now_key("speaker", world.roe) == world.solano
    assert now_key("speaker", "nobody") == ""


def test_a_list_by_a_former_key_leads_to_that_of_today(world: World, client: Client) -> None:
    merged(world)
    answer = client.get(f"/claims/?speaker={world.roe}&kind=statement")
    assert answer.status_code == 301
    assert f"speaker={world.solano}" in answer["Location"]
    assert "kind=statement" in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200


def test_a_frozen_version_shows_the_name_of_then(world: World, client: Client) -> None:
    at = Revision.objects.get(record_type="claim", record_key=world.timed, version=1).valid_from
    name, other = (Speaker.objects.get(slug=slug).name for slug in (world.roe, world.solano))
    merged(world)
    assert labels([("speaker", world.roe)], at=at)["speaker", world.roe].name == name
    today = labels([("speaker", world.roe)])["speaker", world.roe]
    assert (today.name, today.path) == (other, f"/speakers/{world.solano}/")
    frozen = client.get(f"/claims/{world.timed}/x/v/1/", follow=True).content.decode()
    assert name in frozen
    assert other not in frozen
    page = client.get(f"/claims/{world.timed}/", follow=True).content.decode()
    assert other in page
    assert f'href="/speakers/{world.roe}/' not in page


@pytest.mark.postgresql
def test_counts_follow_a_merge_and_its_undoing(world: World) -> None:
    before = facet_counts()
    move = merged(world)
    kept = facet_counts()
    project_all()
    assert kept == facet_counts()
    undo_move(former=move.pk, note="Two people after all.", by=ANN, approver=BOB, at=later(1))
    assert facet_counts() == before


def test_drafts_and_working_copies_follow_without_a_version(world: World) -> None:
    draft = drafted(world, "A draft of hers")
    found = published(world, "A public claim of hers")
    propose_change(record=replace(found, role="mayor"), by=ANN, at=AFTER)
    merged(world)
    row = Claim.objects.get(key=draft.key)
    assert (row.speaker.slug, row.version, row.state) == (world.solano, 0, "draft")
    assert copy_of(found).speaker == world.roe
    change_draft(record=replace(draft, role="mayor"), by=ANN, at=later(1))
    propose_change(record=copy_of(found), by=ANN, at=later(1))
    assert as_record(Claim.objects.get(key=draft.key)) == replace(draft, speaker=world.solano, role="mayor")
    assert copy_of(found) == replace(found, speaker=world.solano, role="mayor")
    holds()


def test_a_draft_is_published_under_whom_its_speaker_was_merged_into(world: World) -> None:
    draft = drafted(world, "A draft of hers")
    merged(world)
    submit(record_type="claim", key=draft.key, by=ANN, at=later(1))
    publish(places=[("claim", draft.key)], by=BOB, at=later(1))
    assert sealed()["claim", draft.key, 1] == canonical_text(replace(draft, speaker=world.solano))
    holds()


def test_undoing_a_merge_restores_what_it_changed(world: World, client: Client) -> None:
    before = {(row.key): canonical_text(as_record(row)) for row in Claim.objects.published().order_by("pk")}
    move = merged(world)
    kept = undo_move(former=move.pk, note="Two people after all.", by=ANN, approver=BOB, at=later(1))
    assert kept == ()
    after = {row.key: canonical_text(as_record(row)) for row in Claim.objects.published().order_by("pk")}
    assert after == before
    assert client.get(f"/speakers/{world.roe}/").status_code == 200
    assert Speaker.objects.get(slug=world.roe).version == 3
    with pytest.raises(Refused, match="undone already"):
        undo_move(former=move.pk, note="Again.", by=ANN, approver=BOB, at=later(2))
    merged(world, at=later(3))  # What was undone can be done again.
    holds()


@pytest.mark.postgresql
def test_undoing_keeps_what_has_changed_since(world: World) -> None:
    found = published(world, "A public claim of hers")
    move = merged(world)
    changed = replace(found, speaker=world.lebed, role="mayor")
    amend(
        amendments=[Amendment(changed, ChangeClass.CORRECTION, "It was he.")],
        by=ANN,
        approver=BOB,
        at=later(1),
    )
    kept = undo_move(former=move.pk, note="Two people after all.", by=ANN, approver=BOB, at=later(2))
    assert kept == (f"claim {found.key}, speaker",)
    assert Claim.objects.get(key=found.key).speaker.slug == world.lebed
    assert on_record(found) == changed
    holds()


def test_a_chain_of_merges_leads_to_its_end_and_is_undone_from_there(world: World) -> None:
    first = merged(world)
    merged(world, key=world.solano, into=world.lebed, at=later(1))
    assert now_key("speaker", world.roe) == world.lebed
    with pytest.raises(Refused, match="undo that first"):
        undo_move(former=first.pk, note="No.", by=ANN, approver=BOB, at=later(2))
    holds()


def test_two_topics_merge(world: World, client: Client) -> None:
    merged(world, record_type="topic", key=world.topic, into=world.other_topic)
    assert not Claim.objects.published().filter(pk__in=claims_with("topics", world.topic)).exists()
    assert ("topic", world.topic) not in facet_counts()
    on_topic = [key for key in world.public_claims if world.topic in claim_of(key).topics]
    listed = client.get(f"/claims.json?topic={world.other_topic}&size=100").json()["results"]
    assert set(on_topic) <= {one["key"] for one in listed}
    assert client.get(f"/topics/{world.topic}/")["Location"] == f"/topics/{world.other_topic}/"
    assert Topic.objects.get(slug=world.topic).state == "withdrawn"
    holds()


@pytest.mark.parametrize(
    "more",
    [
        {"into": "anna-roe"},
        {"into": "otto-ungesehen"},
        {"into": "nobody"},
        {"note": " "},
        {"record_type": "scale", "key": "gazette-2020", "into": "gazette-2020"},
        {"into": "palace"},
        {"into": "ruritanian-officials"},
        {"into": "a-person-at-court"},
        {"key": "palace", "into": "viktor-lebed"},
        {"approver": None},
    ],
    ids=lambda more: " ".join(more),
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(world: World, more: dict[str, Any]) -> None:
    before = sealed()
    with pytest.raises(Refused), override_settings(REVIEW_REQUIRED=True):
        merged(world, **more)
    assert sealed() == before


def test_a_merge_of_something_that_changed_is_a_conflict(world: World) -> None:
    with pytest.raises(Conflict):
        merged(world, edition=999)


def test_a_contributor_merges_nothing(world: World) -> None:
    carl = Actor("carl", roles=frozenset({Role.CONTRIBUTOR}))
    with pytest.raises(NotAllowed):
        merged(world, approver=carl)


def test_every_step_is_in_the_audit(world: World) -> None:
    move = merged(world)
    undo_move(former=move.pk, note="No.", by=ANN, approver=BOB, at=later(1))
    done = AuditEvent.objects.filter(record_key=world.roe, record_type="speaker").order_by("pk")
    assert list(done.values_list("action", "actor"))[-2:] == [("merge", "ann"), ("unmerge", "ann")]
