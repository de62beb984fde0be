"""The address of a duplicate leads to the claim that stays, for people and for programs."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from claims.actions.publishing.withdrawing import withdraw
from tests.actions.drafts.small_records import later, published
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def gone(key: str, *, survivor: str = "", reason_class: str = "error", day: int = 1) -> None:
    reason_class = "duplicate" if survivor else reason_class
    withdraw(key=key, reason_class=reason_class, note="Why.", by=ANN, approver=BOB, at=later(day),
             survivor=survivor)  # fmt: skip


def text_of(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("name", ["turn", "no_change", "not_a_cent", "summary", "rated"])
def test_a_duplicate_answers_410_and_leads_to_the_claim_that_stays(
    client: Client, world: World, name: str
) -> None:
    found, survivor = published(world), getattr(world, name)
    gone(found.key, survivor=survivor)
    answer = client.get(f"/claims/{found.key}/")
    assert answer.status_code == 410
    body = answer.content.decode()
    assert "The claim that stays:" in text_of(body)
    [path] = re.findall(rf'<a href="(/claims/{survivor}/[^"]*)"><span class="said"', body)
    assert client.get(path).status_code == 200
    machine = client.get(f"/api/v1/claims/{found.key}/")
    assert machine.status_code == 410
    told = machine.json()["survivor"]
    assert (told["key"], told["withdrawn"]) == (survivor, False)
    assert told["page"].endswith(path)
    assert told["self"].endswith(f"/api/v1/claims/{survivor}/")
    history = client.get(f"/claims/{found.key}/x/history/", follow=True).content.decode()
    assert history.count(f'<a href="{path}"') == 2
    assert "Reason: a duplicate of another claim." in text_of(history)


def test_a_chain_leads_to_the_last_claim(client: Client, world: World) -> None:
    first, second = published(world, "The toll is one"), published(world, "The toll is two")
    gone(first.key, survivor=second.key)
    gone(second.key, survivor=world.turn, day=2)
    assert f'href="/claims/{world.turn}/' in client.get(f"/claims/{first.key}/").content.decode()
    assert client.get(f"/api/v1/claims/{first.key}/").json()["survivor"]["key"] == world.turn


@pytest.mark.parametrize(
    ("reason_class", "words"),
    [
        ("error", "recorded in error"),
        ("source_withdrawn", "the source withdrew it"),
        ("privacy", "to protect a person"),
        ("law", "required by law"),
    ],
)
def test_a_claim_that_stayed_and_went_later_is_told_honestly(
    client: Client, world: World, reason_class: str, words: str
) -> None:
    first, second = published(world, "The toll is one"), published(world, "The toll is two")
    gone(first.key, survivor=second.key)
    gone(second.key, reason_class=reason_class, day=2)
    body = client.get(f"/claims/{first.key}/").content.decode()
    assert f"The claim that stayed was itself withdrawn on 10 March 2022: {words}." in text_of(body)
    assert f'href="/claims/{second.key}/' in body
    assert "The toll is two" not in body
    told = client.get(f"/api/v1/claims/{first.key}/").json()["survivor"]
    assert (told["key"], told["withdrawn"]) == (second.key, True)
    assert client.get(f"/claims/{second.key}/").status_code == 410


def test_a_withdrawal_of_another_reason_leads_nowhere(client: Client, world: World) -> None:
    found = published(world)
    gone(found.key)
    assert "survivor" not in client.get(f"/api/v1/claims/{found.key}/").json()
    assert "The claim that stay" not in client.get(f"/claims/{found.key}/").content.decode()


def test_it_says_whose_claim_was_withdrawn_and_of_which_day_but_not_its_words(
    client: Client, world: World
) -> None:
    body = client.get(f"/claims/{world.withdrawn}/").content.decode()
    title = "Withdrawn: a claim recorded as by Anna Roe, 1 June 2019"
    assert title in text_of(body)
    assert f'<meta property="og:title" content="{title}">' in body
    assert "recorded in error" in body
    assert "Zurückgezogen" not in body


@pytest.mark.parametrize("reason_class", ["privacy", "law"])
def test_after_privacy_and_law_nobody_is_named(client: Client, world: World, reason_class: str) -> None:
    found = published(world, "The toll is one")
    gone(found.key, reason_class=reason_class)
    body = client.get(f"/claims/{found.key}/").content.decode()
    assert "Anna Roe" not in body
    assert "This claim was withdrawn" in body
