"""Withdrawing a claim as a duplicate: the tombstone names the claim that stays."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.reviving import earlier_content, revive
from claims.actions.publishing.withdrawing import withdraw
from claims.domain.errors import Conflict, Refused
from claims.domain.history.workflow import ChangeClass
from claims.models import Claim, Revision, Tombstone
from claims.queries.history.verification import verify_database
from claims.queries.history.withdrawals import withdrawn_claim_of
from tests.actions.drafts.small_records import drafted, later, published, submitted
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow


def duplicate(key: str, survivor: str, *, reason_class: str = "duplicate", day: int = 1, **more: Any) -> None:
    told = {"by": ANN, "approver": BOB, "at": later(day), **more}
    withdraw(key=key, reason_class=reason_class, note="Twice.", survivor=survivor, **told)


def leads_to(key: str) -> tuple[str, str]:
    """The key to which a duplicate leads, and the words that are shown there."""
    found = withdrawn_claim_of(key)
    assert found is not None
    assert found.survivor is not None
    return found.survivor.key, found.survivor.words


SURVIVORS = ("turn", "no_change", "not_a_cent", "summary", "rated")


@pytest.mark.parametrize("name", SURVIVORS)
def test_the_tombstone_names_the_claim_that_stays_and_it_is_sealed(world: World, name: str) -> None:
    found, survivor = published(world), getattr(world, name)
    duplicate(found.key, survivor)
    assert Tombstone.objects.get(key=found.key).survivor == survivor
    sealed = Revision.objects.get(record_type="claim", record_key=found.key, version=2).content.text
    assert f'"survivor":"{survivor}"' in sealed
    assert leads_to(found.key) == (survivor, Claim.objects.get(key=survivor).text)
    verify_database()


def test_a_duplicate_names_a_claim(world: World) -> None:
    found = published(world)
    with pytest.raises(Refused, match="A duplicate names the claim that stays"):
        duplicate(found.key, "")


@pytest.mark.parametrize("reason_class", ["error", "source_withdrawn", "privacy", "law", "batch_undone"])
def test_nothing_but_a_duplicate_names_one(world: World, reason_class: str) -> None:
    found = published(world)
    with pytest.raises(Refused, match="only a duplicate names the claim that stays"):
        duplicate(found.key, world.turn, reason_class=reason_class)


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn", "nowhere", "itself"])
def test_the_claim_that_stays_is_another_public_one(world: World, state: str) -> None:
    found = published(world)
    survivor, told = {
        "draft": (drafted(world, "Another").key, "is not public"),
        "submitted": (submitted(world, "One more").key, "is not public"),
        "withdrawn": (world.withdrawn, "is not public"),
        "nowhere": ("0123456789", "There is no claim"),
        "itself": (found.key, "no claim is a duplicate of itself"),
    }[state]
    with pytest.raises(Refused, match=told):
        duplicate(found.key, survivor)
    assert Claim.objects.get(key=found.key).is_public


def test_an_old_edition_is_a_conflict(world: World) -> None:
    found = published(world)
    with pytest.raises(Conflict):
        duplicate(found.key, world.turn, edition=0)


def test_a_chain_leads_to_its_end(world: World) -> None:
    first, second, third = (published(world, f"The toll is {number}") for number in ("one", "two", "three"))
    duplicate(first.key, second.key, day=1)
    duplicate(second.key, third.key, day=2)
    duplicate(third.key, world.turn, day=3)
    for one in (first, second, third):
        assert leads_to(one.key)[0] == world.turn
    withdraw(key=world.turn, reason_class="error", note="Not said.", by=ANN, approver=BOB, at=later(4))
    for one in (first, second, third):
        assert leads_to(one.key) == (world.turn, "")
    found = withdrawn_claim_of(first.key)
    assert found is not None
    assert found.survivor is not None
    assert found.survivor.sentence.startswith("The claim that stayed was itself withdrawn on 12 March 2022")


def test_two_claims_are_never_duplicates_of_each_other(world: World) -> None:
    first, second = published(world, "The toll is one"), published(world, "The toll is two")
    duplicate(first.key, second.key)
    with pytest.raises(Refused, match="is not public"):
        duplicate(second.key, first.key, day=2)
    again = Amendment(earlier_content("claim", first.key), ChangeClass.CORRECTION, "Not the same.")
    revive(amendment=again, by=ANN, approver=BOB, at=later(2))
    duplicate(second.key, first.key, day=3)
    assert leads_to(second.key)[0] == first.key
    assert withdrawn_claim_of(first.key) is None
    verify_database()
