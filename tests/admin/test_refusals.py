"""What the desk refuses says so in the desk's own layout: what happened, why, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Speaker, Topic
from tests.admin.accounts.people import browser_of, person
from tests.admin.desk_pages import page_of, text_of
from tests.world import World


def assert_on_desk(answer: Any, status: int, *words: str) -> None:
    """The page has the desk's header and menu, says these words, and leads back."""
    assert answer.status_code == status
    text = text_of(answer)
    assert 'id="user-tools"' in answer.text or "Sign in" in text
    assert 'class="errornote"' in answer.text
    for word in words:
        assert word in text
    assert 'href="/admin/' in answer.text.partition('id="content-main"')[2]


@pytest.fixture
def jan(world: World) -> Client:
    return browser_of(person("jan", "Contributor"))


def test_a_step_that_is_not_ones_own_says_who_may_and_leads_back_to_the_record(
    world: World, jan: Client
) -> None:
    claim = Claim.objects.get(key=world.first_support)
    answer = jan.get(page_of("withdraw", claim))
    assert_on_desk(answer, 403, "Only an editor may withdraw.", "The list of claims")
    assert page_of("change", claim) in answer.text


def test_a_page_that_a_group_does_not_open_names_the_group(world: World, jan: Client) -> None:
    assert_on_desk(jan.get("/admin/auth/user/"), 403, "signed in as jan, in Contributor")
    assert_on_desk(browser_of(person("joe")).get("/admin/claims/claim/"), 403, "in no group")


@pytest.mark.parametrize(
    "path",
    [
        "nonsense/",
        "claims/claim/999999/change/",
        "claims/claim/999999/publish/",
        "claims/speaker/999999/change/",
        "claims/speaker/999999/delete/",
        "claims/topic/999999/history/",
        "claims/claim/999999/preview/",
        "claims/source/999999/worksheet/",
        "code/nothing-of-that-name/",
        "codebook/nothing-of-that-name/",
        "consistency/aaaaaaaaaa/nothing-of-that-name/",
    ],
)
def test_what_is_not_there_is_said_on_the_desk(world: World, path: str) -> None:
    browser = browser_of(person("ada", "Editor", "Admin"))
    assert_on_desk(browser.get(f"/admin/{path}"), 404, "The front of the desk")


@pytest.mark.parametrize("model", ["claim", "topic"])
def test_saving_what_another_deleted_meanwhile_says_so_and_leads_to_the_list(
    world: World, jan: Client, model: str
) -> None:
    answer = jan.post(f"/admin/claims/{model}/999999/change/", {"name": "Typed for long"})
    assert_on_desk(answer, 404, "deleted it meanwhile", "what you typed is still", f"The list of {model}s")


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_form_without_its_token_is_refused_on_the_desk(world: World, signed_in: bool) -> None:
    browser = Client(enforce_csrf_checks=True)
    if signed_in:
        browser.force_login(person("jan", "Contributor"))
    answer = browser.post("/admin/claims/topic/add/", {"name": "The mill"})
    assert_on_desk(answer, 403, "token", "Nothing was saved")
    assert not Topic.objects.filter(name="The mill").exists()


def test_more_than_the_desk_reads_at_once_is_refused_on_the_desk(world: World, jan: Client) -> None:
    answer = jan.post("/admin/claims/topic/add/", {f"field-{number}": "x" for number in range(10_001)})
    assert_on_desk(answer, 400, "cannot be read", "Nothing was saved")


def test_an_address_that_only_takes_forms_says_so(world: World, jan: Client) -> None:
    assert_on_desk(jan.get(reverse("admin:claims_claim_save_view")), 405, "A button sends its form here")


def test_a_record_that_is_not_ones_to_see_is_not_named(world: World) -> None:
    speaker = Speaker.objects.get(slug=world.lebed)
    answer = browser_of(person("joe")).get(page_of("change", speaker))
    assert_on_desk(answer, 403)
    assert str(speaker) not in text_of(answer)


def test_the_public_site_keeps_its_own_pages(world: World, jan: Client) -> None:
    answer = jan.get("/claims/no-such/page/")
    assert answer.status_code == 404
    assert 'id="user-tools"' not in answer.text
