"""Publishing: revision 1, one ledger row, and with a claim the drafts that it points to."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from msgspec.structs import replace

from claims.actions.drafts.recording import record_draft
from claims.actions.drafts.writing import find_keys, write
from claims.actions.publishing.publishing import publish
from claims.domain.errors import Refused
from claims.domain.history.permissions import FIXTURES
from claims.domain.record.claim import Occasion
from claims.domain.record.codec import canonical_text
from claims.models import AuditEvent, Claim, LedgerRow, Revision, RevisionContent, Speaker, Topic
from tests.actions.drafts.small_records import (
    AFTER,
    counted,
    drafted,
    published,
    record,
    row,
    state_of,
    submitted,
)
from tests.sealed import all_sealed
from tests.world import ANN, BOB, World


@pytest.mark.postgresql
def test_a_claim_goes_out_with_its_first_revision_under_one_ledger_row(world: World) -> None:
    ledger, revisions = counted()
    found = submitted(world)
    (row,) = publish(places=[("claim", found.key)], by=BOB, at=AFTER, summary="The toll")
    assert (row.state, row.version, row.published_at) == ("published", 1, AFTER)
    assert counted() == (ledger + 1, revisions + 1)
    revision = Revision.objects.get(record_key=found.key)
    assert (revision.version, revision.change_class, revision.author, revision.approver) == (
        1,
        "publication",
        "ann",
        "bob",
    )
    assert RevisionContent.objects.get(revision=revision).text == canonical_text(found)
    assert (revision.ledger_row.kind, revision.ledger_row.summary) == ("publication", "The toll")
    assert AuditEvent.objects.filter(record_key=found.key, action="publish", actor="bob").count() == 1
    connection.check_constraints()
    assert all_sealed()


@pytest.mark.postgresql
def test_two_drafts_that_tell_one_occasion_otherwise_are_not_both_published(world: World) -> None:
    one = submitted(world, occasion={"slug": "fair", "place": "Zenda"})
    other = submitted(world, "The toll is high")
    told = replace(other, occasion=Occasion(slug="fair", place="Hof"))
    write(row(other), told, find_keys([told]), at=AFTER)  # As by two who save at once.
    both = [("claim", one.key), ("claim", other.key)]
    with pytest.raises(Refused, match=r"“” \((Zenda|Hof)\) and “” \((Zenda|Hof)\)"):
        publish(places=both, by=BOB, at=AFTER)
    with pytest.raises(Refused, match=r"on record as “” \(Hof\)"):
        publish(places=both[:1], by=BOB, at=AFTER)


def test_nobody_publishes_what_he_alone_has_seen(world: World) -> None:
    found = submitted(world)
    with pytest.raises(Refused, match="Somebody other than ann"):
        publish(places=[("claim", found.key)], by=ANN, at=AFTER)
    assert state_of(found) == ("submitted", 0)


def test_a_claim_is_reviewed_before_it_is_published(world: World) -> None:
    found = drafted(world)
    with pytest.raises(Refused, match="so it cannot be published"):
        publish(places=[("claim", found.key)], by=BOB, at=AFTER)


def test_where_nobody_reviews_the_author_publishes_his_draft(world: World, settings: Any) -> None:
    settings.REVIEW_REQUIRED = False
    found = drafted(world)
    publish(places=[("claim", found.key)], by=ANN, at=AFTER)
    assert state_of(found) == ("published", 1)


def test_the_system_publishes_drafts_of_its_own(world: World) -> None:
    found = drafted(world)
    publish(places=[("claim", found.key)], by=FIXTURES, at=AFTER, kind="batch")
    assert LedgerRow.objects.order_by("-sequence")[0].kind == "batch"


@pytest.mark.parametrize("name", ["draft", "returned", "turn", "withdrawn"])
def test_only_what_is_submitted_is_published(world: World, name: str) -> None:
    before = counted()
    with pytest.raises(Refused):
        publish(places=[("claim", getattr(world, name))], by=BOB, at=AFTER)
    assert counted() == before


@pytest.mark.postgresql
def test_drafts_that_a_claim_points_to_go_out_with_it_however_far(world: World) -> None:
    for document in (
        {"type": "topic", "slug": "tolls", "name": "Tolls"},
        {"type": "speaker", "slug": "guild", "name": "The guild", "kind": "body"},
        {"type": "speaker", "slug": "toll-keeper", "name": "The toll-keeper", "part_of": "guild"},
    ):
        record_draft(record=record(document), by=ANN, at=AFTER)
    found = submitted(world, speaker="toll-keeper", topics=["tolls"])
    ledger, revisions = counted()
    publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    assert counted() == (ledger + 1, revisions + 4)
    assert set(Speaker.objects.published().filter(slug__in=["guild", "toll-keeper"])) == set(
        Speaker.objects.filter(slug__in=["guild", "toll-keeper"])
    )
    assert Topic.objects.published().filter(slug="tolls").exists()
    assert Speaker.objects.get(slug=world.unseen_speaker).state == "draft"
    connection.check_constraints()


def test_what_is_not_complete_is_told_and_nothing_goes_out(world: World) -> None:
    good = submitted(world)
    bad = submitted(world, "Half a claim", words={"text": "Half a claim"}, said="")
    before = counted()
    with pytest.raises(Refused, match=r"words\.language.*words\.form.*said"):
        publish(places=[("claim", good.key), ("claim", bad.key)], by=BOB, at=AFTER)
    assert state_of(good) == ("submitted", 0)
    assert counted() == before


def test_a_relation_to_a_draft_is_refused(world: World) -> None:
    draft = drafted(world, "Not yet public")
    found = submitted(world, relations=[{"kind": "repeats", "to": draft.key}])
    with pytest.raises(Refused, match=f"points to {draft.key}, which is not public"):
        publish(places=[("claim", found.key)], by=BOB, at=AFTER)
    assert Claim.objects.get(key=draft.key).state == "draft"


def test_a_relation_may_point_to_a_tombstone_and_to_what_goes_out_beside_it(world: World) -> None:
    first = submitted(world)
    second = submitted(
        world,
        "The bridge needs no toll",
        relations=[{"kind": "contradicts", "to": first.key}, {"kind": "repeats", "to": world.withdrawn}],
    )
    publish(places=[("claim", second.key), ("claim", first.key)], by=BOB, at=AFTER)
    assert state_of(second) == ("published", 1)


def test_what_is_not_there_is_named(world: World) -> None:
    with pytest.raises(Refused, match="There is no claim 0000000000"):
        publish(places=[("claim", "0000000000")], by=BOB, at=AFTER)


def test_nothing_to_publish_writes_nothing(world: World) -> None:
    before = counted()
    assert publish(places=[], by=BOB, at=AFTER) == []
    assert counted() == before


def test_the_gate_lets_nothing_else_through(world: World) -> None:
    found = published(world)
    assert set(Claim.objects.published().values_list("key", flat=True)) == {*world.public_claims, found.key}
