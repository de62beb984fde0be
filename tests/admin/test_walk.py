"""Whatever the desk shows to a person works for that person; what it does not show is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from claims.admin.claims.bulk import STEPS
from claims.admin.decisions.offered import DECISIONS, steps_of
from claims.admin.decisions.page import public_link
from claims.domain.history.permissions import may
from claims.models import Claim, Position, Source, Speaker, Topic
from claims.models.record_mapping import ROWS
from claims.queries.people import actor_of
from tests.admin.accounts.people import browser_of, person
from tests.admin.desk_pages import page_of, text_of
from tests.admin.walking import TICK, Page, Walk
from tests.world import World

pytestmark = pytest.mark.slow

ROLES = {
    "nobody": None,
    "no group": (),
    "contributor": ("Contributor",),
    "editor": ("Editor",),
    "admin": ("Admin",),
}
REFUSED = (302, 403)
"""Nobody who is not signed in is led to the sign-in, or gets it in place of the form."""


@pytest.fixture(autouse=True)
def review(settings: Settings) -> None:
    settings.REVIEW_REQUIRED = True


def walker(role: str) -> Walk:
    """Somebody of the role, before the first step."""
    browser, groups = Client(), ROLES[role]
    if groups is None:
        return Walk(browser, AnonymousUser())
    user = person(role.replace(" ", "-"), *groups)
    browser.force_login(user)
    return Walk(browser, user)


def test_every_link_and_button_that_is_shown_works(world: World) -> None:
    walks = {role: walker(role) for role in ROLES}
    # An editor may do whatever a contributor may: it presses what that one was not shown.
    walks["editor"].pressed = walks["contributor"].pressed
    for walk in walks.values():
        walk.kinds = walks["nobody"].kinds
    assert {role: walk.from_("/admin/").faults for role, walk in walks.items()} == {
        role: [] for role in ROLES
    }


def test_the_page_of_a_public_record_leads_to_the_page_that_readers_see(world: World) -> None:
    desk, reader = browser_of(person("fay", "Editor")), Client()
    for row in (
        Claim.objects.get(key=world.rated),
        Speaker.objects.get(slug=world.lebed),
        Position.objects.get(slug=world.ordered_position),
        Source.objects.get(key=world.dated_source),
        Topic.objects.get(slug=world.topic),
    ):
        page = Page(desk.get(page_of("change", row)).text)
        public = [link for link in page.links if link == public_link(row)]
        assert [reader.get(link).status_code for link in public] == [200]


def test_a_step_that_cannot_be_taken_says_why_and_what_can(world: World) -> None:
    browser = browser_of(person("fay", "Editor"))
    public, draft = Claim.objects.get(key=world.rated), Claim.objects.get(key=world.draft)
    for row, name, sentence in (
        (public, "publish", "This claim is already public. It can be amended or withdrawn."),
        (draft, "withdraw", "This claim is a draft, so it cannot be withdrawn. It can be submitted."),
        (public, "merge", "A claim cannot be merged into another."),
        (Speaker.objects.get(slug=world.lebed), "withdraw", "A speaker cannot be withdrawn"),
    ):
        answer = browser.get(page_of(name, row))
        assert answer.status_code == 409
        assert sentence in text_of(answer)


@pytest.mark.parametrize("role", ROLES)
def test_a_step_that_somebody_may_not_take_is_refused_and_writes_nothing(world: World, role: str) -> None:
    walk = walker(role)
    actor = actor_of(walk.user)
    for model in ROWS.values():
        # Who may take a step is the same in every state, which one type of record shows to those with a role.
        rows = {row.state: row for row in model._base_manager.order_by("pk")}.values()
        for row in rows if model is Claim and actor.roles else [*rows][:1]:
            for decision in DECISIONS.values():
                if not all(may(actor, step) for step in steps_of(decision, row)):
                    sent = [("_confirm", "1"), ("edition", str(row.edition))]
                    answer, wrote = walk.send(page_of(decision.name, row), sent)
                    assert answer.status_code in REFUSED, (decision.name, row)
                    assert wrote == [], (decision.name, row)
    pk = str(Claim.objects.get(key=world.draft).pk)
    for step in STEPS.values():
        if not may(actor, step.step):
            sent = [("action", step.name), ("index", "0"), (TICK, pk), ("_confirm", "1")]
            answer, wrote = walk.send(reverse("admin:claims_claim_changelist"), sent)
            assert (answer.status_code in (200, *REFUSED), wrote) == (True, []), step.name
