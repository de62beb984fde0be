"""The life of one claim, from an article to its tombstone: two editors, and a reader who follows it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from claims.models import Proposal
from tests.admin.claim_form.claim_form_pages import ADD, EMPTY, saved, sent_back
from tests.admin.desk_pages import decide, page_of, second_editor, text_of
from tests.world import World

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

WRITTEN = "The brigde will never be built"
MENDED = "The bridge will never be built"
CLAIMS = "/admin/claims/claim/"


def read(reader: Client, address: str, status: int = 200) -> str:
    """The text of a public page."""
    answer = reader.get(address, follow=True)
    assert answer.status_code == status, address
    return " ".join(text_of(answer).split())


def taken(answer: Any) -> None:
    """The step was taken: the answer leads on."""
    assert answer.status_code == 302, re.findall(r"errorlist.{0,200}|errornote.{0,200}", answer.text)


def test_the_life_of_a_claim(world: World, settings: Settings) -> None:
    settings.REVIEW_REQUIRED = True
    eve, reader = Client(), Client()
    eve.force_login(User.objects.create_superuser("eve"))
    fay = second_editor()
    # From an article at the desk …
    sent = EMPTY | {
        "source": "https://voz.example/2021/03/11/puente?utm_source=letter",
        "source_title": "El puente",
        "source_outlet": "voz",
        "source_published": "11 mar 2021",
        "source_language": "es",
        "text": WRITTEN,
        "form": "quoted",
        "language": "en",
        "speaker": "Viktor Lebed",
        "said": "2021-03-10",
        "stances-0-position": world.ordered_position,
        "stances-0-answer": "no",
        "stances-0-grounds": "He says so.",
    }
    found = saved(eve.post(ADD, sent | {"_save": ""}))
    key = found.key or ""
    # … beside an earlier one …
    compared = text_of(eve.get(f"{CLAIMS}compare/?c={key}&c={world.first_support}"))
    assert WRITTEN in compared
    # … submitted, and published by the other editor.
    taken(decide(eve, "submit", found))
    assert "Somebody other than eve" in text_of(eve.get(page_of("publish", found)))
    taken(decide(fay, "publish", found))
    # A reader finds it.
    found_by_words = reader.get("/claims/?q=never+built").text
    address = re.findall(rf'href="(/claims/{key}/[^"?#]*)"', found_by_words)[0]
    assert "10 March 2021" in read(reader, address)
    # It is amended, by one who wrote and one who approves; the reader is told what was wrong.
    change = reverse("admin:claims_claim_propose", args=[found.pk])
    copy = saved(eve.post(change, sent_back(eve, change) | {"text": MENDED, "_save": ""}))
    told = {
        "note": "Misspelt by us.",
        "wrong": "brigde",
        "right": "bridge",
        "learned": "A reader wrote to us.",
    }
    taken(decide(eve, "submit", copy, change_class="correction", **told))
    assert read(reader, address).count(WRITTEN)
    assert "Misspelt by us." in fay.get(page_of("amend", found)).text
    taken(decide(fay, "amend", found, change_class="correction", **told))
    corrections = read(reader, "/corrections/")
    assert "Misspelt by us." in corrections
    assert "A reader wrote to us." in corrections
    assert MENDED in read(reader, f"/claims/{key}/")
    history = reader.get(f"/claims/{key}/x/history/", follow=True).text
    assert "Version 2" in history
    (first,) = set(re.findall(r'href="([^"]*/v/1/)"', history))
    assert WRITTEN in read(reader, first)
    # It is withdrawn, which one proposes and the other approves …
    taken(decide(eve, "withdraw", found, reason_class="error", note="The recording has no such words."))
    read(reader, f"/claims/{key}/")
    proposal = page_of("proposal", found, Proposal.objects.get(decision="withdraw").pk)
    assert "Proposed by eve" in text_of(fay.get(proposal))
    taken(fay.post(proposal, {"_confirm": "1"}))
    # … and its address says so for good, with its history.
    tombstone = read(reader, f"/claims/{key}/", 410)
    for text in ("The recording has no such words.", "Recorded in error", "fay"):
        assert text in tombstone
    history = reader.get(f"/claims/{key}/x/history/", follow=True).text
    for version in (1, 2, 3):
        assert f"Version {version}" in history
    assert MENDED not in read(reader, "/claims/?q=built")
