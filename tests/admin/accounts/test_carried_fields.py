"""A form that is sent after the session has ended: sign in in its place, and nothing of it is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from claims.admin.accounts.sign_in import MOST_CHARACTERS, carried_fields
from claims.models import Claim, Topic
from tests.admin.accounts.people import PASSWORD, is_in, person
from tests.admin.accounts.test_second_factor import CODE, PAGE, code_of, enrolled
from tests.admin.claim_form.claim_form_pages import ADD, FIRST, record_of, saved
from tests.admin.desk_pages import hidden, text_of
from tests.world import World

TYPED = FIRST | {"context": "Two lines\r\nand <b>“marks”</b> & غير محفوظ", "_save": ""}


def sign_in_here(browser: Client, page: Any, password: str = PASSWORD) -> Any:
    """Fill in the sign-in that stands in place of the form."""
    return browser.post("/admin/login/", hidden(page) | {"username": "eve", "password": password})


def test_what_was_typed_is_sent_again_after_the_sign_in(world: World, client: Client) -> None:
    person("eve", "Editor")
    page = client.post(ADD, TYPED)
    assert page.status_code == 403
    assert "what you typed is kept" in text_of(page)
    wrong = sign_in_here(client, page, "guess")
    assert "what you typed is kept" in text_of(wrong)
    again = sign_in_here(client, wrong)
    assert is_in(client)
    assert not Claim.objects.filter(document__contains="Two lines").exists()
    assert again.context["address"] == ADD
    claim = saved(client.post(again.context["address"], hidden(again)))
    assert record_of(claim).context == "Two lines\nand <b>“marks”</b> & غير محفوظ"


def test_it_is_also_carried_over_the_second_factor(world: World, client: Client) -> None:
    cache.clear()
    _, secret, _ = enrolled()
    page = client.post(ADD, TYPED)
    assert sign_in_here(client, page)["Location"] == CODE
    again = client.post(CODE, {"code": code_of(secret)})
    assert saved(client.post(again.context["address"], hidden(again))).text == "The stones are sold"


def test_it_is_also_carried_over_the_setting_up_of_a_second_factor(
    world: World, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()
    person("eve", "Editor")
    again = sign_in_here(client, client.post(ADD, TYPED))
    asked = client.post(again.context["address"], hidden(again), follow=True)
    assert "What you typed is kept" in text_of(asked)
    assert not Claim.objects.filter(document__contains="Two lines").exists()
    secret = asked.context["secret"]
    wrong = client.post(PAGE, {"password": "guess", "code": code_of(secret)})
    assert "What you typed is kept" in text_of(wrong)
    done = client.post(PAGE, {"password": PASSWORD, "code": code_of(secret)})
    assert "send what I typed" in done.text
    claim = saved(client.post(done.context["address"], hidden(done)))
    assert record_of(claim).context == "Two lines\nand <b>“marks”</b> & غير محفوظ"


def test_a_second_factor_without_a_form_before_it_offers_none(
    world: World, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()
    person("eve", "Editor")
    client.post("/admin/login/", {"username": "eve", "password": PASSWORD, "next": "/admin/"})
    asked = client.get("/admin/", follow=True)
    assert "What you typed is kept" not in text_of(asked)
    done = client.post(PAGE, {"password": PASSWORD, "code": code_of(asked.context["secret"])})
    assert "I have kept them" in done.text
    assert "send what I typed" not in done.text


def test_another_record_is_carried_with_the_address_that_it_was_sent_to(world: World, client: Client) -> None:
    person("eve", "Editor")
    page = client.post("/admin/claims/topic/add/?_changelist_filters=x", {"name": "Tolls", "slug": "tolls"})
    again = sign_in_here(client, page)
    assert client.post(again.context["address"], hidden(again)).status_code == 302
    assert Topic.objects.get(slug="tolls").name == "Tolls"


def test_passwords_tokens_and_endless_forms_are_not_carried(world: World, client: Client) -> None:
    secret = {"password": "heron", "new_password1": "heron", "csrfmiddlewaretoken": "x", "text": "kept"}
    carried = json.loads(hidden(client.post(ADD, secret))["typed"])
    assert carried == [["text", "kept"]]
    assert "typed" not in hidden(client.post(ADD, {"text": "x" * MOST_CHARACTERS}))
    # Forms of the account itself go to the sign-in, as before.
    assert client.post("/admin/password_change/", secret).status_code == 302
    assert client.post("/admin/logout/").status_code == 302


@pytest.mark.parametrize("typed", ["", "x", "{}", "[1]", '[["a"]]', '[["a", 1]]', "[" * 9000])
@pytest.mark.django_db
def test_what_no_page_of_ours_carried_is_left_out(client: Client, typed: str) -> None:
    assert carried_fields(typed) == []
    person("eve", "Editor")
    sent = {"username": "eve", "password": PASSWORD, "next": "/admin/", "typed": typed}
    assert client.post("/admin/login/", sent)["Location"] == "/admin/"
