"""Rows below a claim have what the claim has of its state and days, whoever writes to either."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import F, Q

from claims.models import Claim, Relation, Stance, Unsealed
from claims.models.stance import ClaimCopies
from tests.world import World

SAID = ("said_undated", "said_newest", "said_oldest")
OTHER = Q(public=True) & ~Q(claim__state="published") | Q(public=False, claim__state="published")
for name in SAID:
    OTHER |= ~Q(**{name: F(f"claim__{name}")})


@pytest.mark.parametrize("model", [Stance, Relation])
def test_every_row_of_the_world_has_what_its_claim_has(world: World, model: type[ClaimCopies]) -> None:
    assert model._base_manager.filter(public=True).exists()
    assert not model._base_manager.filter(OTHER).exists()


def test_a_claim_that_changes_takes_its_stances_along(world: World) -> None:
    claim = Claim.objects.get(key=world.first_support)
    Claim.objects.filter(pk=claim.pk).update(said_newest=date(2031, 1, 2), said_oldest=date(2031, 1, 1))
    stance = claim.stances.get()
    assert (stance.said_newest, stance.said_oldest) == (date(2031, 1, 2), date(2031, 1, 1))
    Claim.objects.filter(pk=claim.pk).update(said_undated=True)
    assert claim.stances.get().said_undated


def test_a_withdrawn_claim_has_no_public_stance(world: World) -> None:
    with transaction.atomic():
        Claim.objects.filter(key=world.first_support).update(state="withdrawn")
        assert not Claim.objects.get(key=world.first_support).stances.get().public
        transaction.set_rollback(True)


def test_copies_are_no_content_and_cannot_be_written(world: World) -> None:
    stance = Claim.objects.get(key=world.first_support).stances.get()
    before = stance.said_newest
    stance.public, stance.said_newest = False, date(1999, 1, 1)
    stance.save()
    stance.refresh_from_db()
    assert (stance.public, stance.said_newest) == (True, before)
    connection.check_constraints()
    assert not Unsealed.objects.exists()


def test_a_stance_that_comes_to_another_claim_has_what_that_one_has(world: World) -> None:
    stance = Claim.objects.get(key=world.first_support).stances.get()
    draft = Claim.objects.get(key=world.draft)
    draft.stances.all().delete()
    with transaction.atomic():
        Stance.objects.filter(pk=stance.pk).update(claim=draft)
        stance.refresh_from_db()
        assert (stance.public, stance.said_newest) == (False, draft.said_newest)
        transaction.set_rollback(True)
