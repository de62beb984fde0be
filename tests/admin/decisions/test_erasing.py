"""Erasing by law at the desk: what goes and what stays is told first, and it takes an admin."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.models import Claim, Erasure, LedgerRow
from tests.actions.drafts.small_records import AFTER
from tests.admin.desk_pages import hidden, page_of, second_editor, text_of
from tests.looking_back import claim_of
from tests.world import ANN, World

ASKED = {"parts": ["content 1", "note 3"], "reason": "A court’s order.", "is_sure": "on", "_confirm": "1"}


@pytest.fixture
def admin(world: World) -> Client:
    browser = Client()
    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Admin"))
    browser.force_login(user)
    return browser


def found(world: World) -> Claim:
    return Claim.objects.get(key=world.amended)


def send(browser: Client, claim: Claim, **more: Any) -> Any:
    page = browser.get(page_of("erase", claim))
    return browser.post(page_of("erase", claim), {**hidden(page), **ASKED, **more})


def test_the_page_lists_what_can_be_erased_and_says_what_comes_of_it(admin: Client, world: World) -> None:
    page = text_of(admin.get(page_of("erase", found(world))))
    for told in (
        "Version 1",
        "Version 2",
        "Public note on version 3",
        "deleted for good",
        "proves the ledger complete",
        "Backups, copies of the database and earlier exports still contain it",
    ):
        assert told in page
    assert "Version 3 (" not in page


def test_what_was_chosen_is_erased_in_the_name_of_the_admin(admin: Client, world: World) -> None:
    assert send(admin, found(world)).status_code == 302
    erased = set(Erasure.objects.values_list("revision__version", "part", "reason"))
    assert erased == {(1, "content", "A court’s order."), (3, "note", "A court’s order.")}
    latest = LedgerRow.objects.order_by("-sequence")[0]
    assert (latest.kind, latest.actor) == ("erasure", "ada")
    page = text_of(admin.get(page_of("erase", found(world))))
    assert "Public note on version 3" not in page


@pytest.mark.parametrize("left_out", ["parts", "reason", "is_sure"])
def test_nothing_is_erased_without_choice_reason_and_assent(
    admin: Client, world: World, left_out: str
) -> None:
    answer = send(admin, found(world), **{left_out: ""})
    assert answer.status_code == 200
    assert 'class="errorlist' in answer.content.decode()
    assert not Erasure.objects.exists()


def test_a_part_that_is_not_offered_is_refused(admin: Client, world: World) -> None:
    assert send(admin, found(world), parts=["content 3"]).status_code == 200
    assert not Erasure.objects.exists()


def test_a_record_that_changed_meanwhile_is_looked_at_again(admin: Client, world: World) -> None:
    answer = send(admin, found(world), edition="0")
    assert answer.status_code == 409
    assert not Erasure.objects.exists()
    page = answer.content.decode()
    assert 'class="errorlist' not in page
    ticked = re.findall(r'name="parts" value="([^"]+)"[^>]* checked', page)
    assert ticked == ASKED["parts"]  # What was chosen is chosen still.


def test_only_an_admin_finds_the_page(admin: Client, world: World) -> None:
    editor = second_editor()
    address = page_of("erase", found(world))
    assert editor.get(address).status_code == 403
    assert editor.post(address, ASKED).status_code == 403
    change = page_of("change", found(world))
    assert f'href="{address}"' in admin.get(change, follow=True).content.decode()
    assert f'href="{address}"' not in editor.get(change, follow=True).content.decode()


def test_where_nothing_can_be_erased_the_page_says_so(admin: Client, world: World) -> None:
    answer = admin.get(page_of("erase", Claim.objects.get(key=world.timed)))
    assert answer.status_code == 409
    assert "Nothing of this record can be erased" in text_of(answer)


def test_a_change_that_waits_stands_against_it(admin: Client, world: World) -> None:
    propose_change(record=replace(claim_of(world.amended), role="mayor"), by=ANN, at=AFTER)
    assert "waits in its working copy" in text_of(admin.get(page_of("erase", found(world))))
    assert "waits in its working copy" in text_of(send(admin, found(world)))
    assert not Erasure.objects.exists()
