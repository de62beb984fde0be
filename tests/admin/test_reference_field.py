"""A record that a form is the first to name can be made on the way, from every form that asks for one."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from claims.models import Outlet, Speaker
from tests.admin.claim_form.claim_form_pages import ADD, FIRST, record_of, saved
from tests.admin.tables.test_coverage_log import QUICK, SEARCH
from tests.admin.test_records import form_of
from tests.world import World

NAMES = ["Nova Example", "Пример & сыновья", "شركة مثال", "<b>Ana</b> “Example”"]


def link_in(answer: Any) -> str:
    found = re.search(r'<a href="([^"]*/add/\?[^"]*)" target="_blank">', answer.text)
    assert found is not None, answer.text
    return unescape(found[1])


def make(browser: Client, address: str, **more: str) -> None:
    """Open the form of the new record and save it as it comes."""
    answer = browser.post(address.partition("?")[0], form_of(browser, address) | more)
    assert answer.status_code == 302, answer.text


@pytest.mark.postgresql
@pytest.mark.parametrize("name", NAMES)
def test_an_outlet_that_a_search_names_first_is_made_from_there(
    world: World, editor: Client, name: str
) -> None:
    sent = {**SEARCH, "voice": world.palace, "outlets": name}
    refused = editor.post(QUICK, sent)
    assert "<b>Ana</b>" not in refused.text
    make(editor, link_in(refused))
    assert Outlet.objects.get(name=name).state == "draft"
    assert editor.post(QUICK, sent).status_code == 302


@pytest.mark.parametrize("field", ["on_behalf_of", "with_", "stances-0-of"])
def test_a_speaker_that_a_claim_names_beside_its_own_is_made_from_there(
    world: World, editor: Client, field: str
) -> None:
    stance = {"stances-0-position": world.ordered_position, "stances-0-answer": "yes"}
    sent = FIRST | stance | {field: "Nova Example", "_save": ""}
    make(editor, link_in(editor.post(ADD, sent)), kind="body")
    assert Speaker.objects.get(name="Nova Example").slug == "nova-example"
    record = record_of(saved(editor.post(ADD, sent)))
    assert "nova-example" in (record.on_behalf_of, *record.with_, record.stances[0].of)


@pytest.mark.parametrize(
    ("form", "field", "more"),
    [
        ("source", "outlet", {"title": "A page"}),
        ("position", "topic", {"question": "A toll?"}),
        ("lead", "speaker", {"about": "the toll", "where": "headline"}),
        ("speaker", "tenures-0-body", {"name": "Ana Example", "tenures-0-office": "mayor"}),
        ("event", "topics", {"text": "The fair", "date": "2020"}),
    ],
)
def test_what_the_form_of_another_record_names_first_is_made_from_there(
    world: World, editor: Client, form: str, field: str, more: dict[str, str]
) -> None:
    address = f"/admin/claims/{form}/add/"
    sent = form_of(editor, address) | more | {field: "Nova Example"}
    make(editor, link_in(editor.post(address, sent)))
    answer = editor.post(address, sent)
    assert answer.status_code == 302, answer.context["errors"]
