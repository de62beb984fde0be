"""The desk as each group has it: its pages open, and what it may not do is refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, RatingScale, Topic
from tests.admin.accounts.people import browser_of, person
from tests.admin.test_records import form_of
from tests.world import World

WRITERS = ["Contributor", "Editor"]


def added(browser: Client, model: Any, **sent: str) -> int:
    url = reverse(f"admin:claims_{model._meta.model_name}_add")
    if browser.get(url).status_code != 200:
        return 403
    return browser.post(url, form_of(browser, url) | sent).status_code


@pytest.mark.parametrize("group", WRITERS)
def test_writers_write_drafts_and_no_scales(world: World, group: str) -> None:
    browser = browser_of(person("jan", group))
    assert added(browser, Topic, name="The mill", slug="the-mill") == 302
    assert Topic.objects.get(slug="the-mill").author == "jan"
    assert added(browser, RatingScale, name="A scale", slug="a-scale") == 403
    for page in ("claims/claim/", "claims/claim/add/", "claims/source/", "claims/ledgerrow/"):
        assert browser.get(f"/admin/{page}").status_code == 200, page


def test_admins_keep_scales_and_write_no_drafts(world: World) -> None:
    browser = browser_of(person("ada", "Admin"))
    assert added(browser, RatingScale, name="A scale", slug="a-scale") == 302
    assert added(browser, Topic, name="The mill", slug="the-mill") == 403
    for page in ("", "claims/claim/", "claims/auditevent/", "auth/user/", "auth/user/add/"):
        assert browser.get(f"/admin/{page}").status_code == 200, page


def test_drafts_are_deleted_by_admins(world: World) -> None:
    draft = Claim.objects.get(key=world.draft)
    url = reverse("admin:claims_claim_delete", args=[draft.pk])
    for group in WRITERS:
        assert browser_of(person(f"jan-{group}", group)).post(url, {"post": "yes"}).status_code == 403
    assert Claim.objects.filter(pk=draft.pk).exists()
    assert browser_of(person("ada", "Admin")).post(url, {"post": "yes"}).status_code == 302
    assert not Claim.objects.filter(pk=draft.pk).exists()


def test_somebody_in_no_group_sees_a_desk_with_nothing_on_it(world: World) -> None:
    browser = browser_of(person("jan"))
    assert browser.get("/admin/").status_code == 200
    assert browser.get("/admin/claims/claim/").status_code == 403
