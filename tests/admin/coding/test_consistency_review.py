"""The review of claims that nothing has changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from claims.domain.record.claim import Stance
from claims.models import Claim
from claims.models.record_mapping import claim_record
from tests.admin.accounts.people import browser_of, person
from tests.rewritten import rewrite
from tests.world import World

REVIEW = "/admin/consistency/"
UNCLEAR = "Order not known: 7 Feb 2019"


@pytest.fixture(autouse=True)
def _alone(settings: Settings) -> None:
    """An editor may amend without another."""
    settings.REVIEW_REQUIRED = False


def page_of(world: World) -> str:
    return f"{REVIEW}{world.no_change}/{world.ordered_position}/"


def sent(answer: Any, **told: str) -> dict[str, str]:
    """What a browser would send for the form as it stands, with these answers."""
    first = answer.context["form"].initial
    return {"seen": first["seen"], "edition": str(first["edition"]), "outcome": first["outcome"], **told}


def test_the_list_tells_what_the_record_gives_and_that_an_editor_is_awaited(
    world: World, editor: Client
) -> None:
    text = editor.get(REVIEW).text
    assert UNCLEAR in text
    assert "No editor has confirmed it." in text
    assert page_of(world) in text


def test_a_claim_is_shown_with_what_it_is_held_against_and_what_was_said_afterwards(
    world: World, editor: Client
) -> None:
    text = editor.get(page_of(world)).text
    for told in (
        UNCLEAR,
        "since Jun 2018",
        "as the source takes it",
        "Later: 2 statements",
        "Later statements (2)",
    ):
        assert told in text


@pytest.mark.postgresql
def test_an_outcome_is_confirmed_and_leaves_the_list(world: World, editor: Client) -> None:
    answer = editor.post(
        page_of(world), sent(editor.get(page_of(world)), reason="The days do not tell."), follow=True
    )
    assert "The outcome is public, as an update of the claim." in answer.text
    assert "None is waiting for an editor." in answer.text
    (stance,) = claim_record(Claim.objects.get(key=world.no_change)).stances
    assert stance.check is not None
    assert (stance.check.computed, stance.check.confirmed) == ("order_not_known", "order_not_known")
    assert stance.check.by == "eve"
    assert "Confirmed by eve" in editor.get(f"{REVIEW}?all=1").text


def test_an_outcome_without_a_reason_is_asked_for_one(world: World, editor: Client) -> None:
    answer = editor.post(page_of(world), sent(editor.get(page_of(world)), reason=" "))
    assert answer.status_code == 400
    assert "Give a reason: readers see it with the outcome." in answer.text
    assert Claim.objects.get(key=world.no_change).version == 1


def test_an_outcome_for_what_was_seen_before_the_record_changed_is_not_kept(
    world: World, editor: Client
) -> None:
    old = sent(editor.get(page_of(world)), reason="Read.", seen="agrees aaaaaaaaaa")
    answer = editor.post(page_of(world), old)
    assert answer.status_code == 409
    assert "Our claims have changed since you opened this page" in answer.text
    assert Claim.objects.get(key=world.no_change).version == 1
    assert "Read." in answer.text


def test_a_claim_without_such_a_stance_has_no_page(world: World, editor: Client) -> None:
    for key, position in ((world.first_support, world.ordered_position), (world.no_change, "nowhere")):
        assert editor.get(f"{REVIEW}{key}/{position}/").status_code == 404


def test_a_draft_is_not_reviewed_here(world: World, editor: Client) -> None:
    unchanged = Stance(position=world.ordered_position, unchanged=True)
    rewrite(Claim.objects.get(key=world.draft), stances=(unchanged,))
    text = editor.get(f"{REVIEW}?all=1").text
    assert not [unseen for unseen in world.unseen if unseen in text]


def test_who_may_not_amend_proposes_and_strangers_are_sent_to_sign_in(world: World, client: Client) -> None:
    contributor = browser_of(person("carla", "Contributor"))
    answer = contributor.post(
        page_of(world), sent(contributor.get(page_of(world)), reason="Read."), follow=True
    )
    assert "The outcome is waiting for another editor" in answer.text
    assert "A change to this claim is waiting for another editor" in contributor.get(page_of(world)).text
    assert client.get(REVIEW).status_code == 302


def test_the_review_takes_few_queries(
    world: World, editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        editor.get(page_of(world))
