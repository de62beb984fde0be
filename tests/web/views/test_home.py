"""The home page, as a reader sees it."""

from __future__ import annotations

from django.test import Client

from tests.world import World


def test_home_leads_to_the_record_and_to_every_part_of_it(client: Client, world: World) -> None:
    text = client.get("/").content.decode()
    for address in (
        'href="/positions/build-the-bridge/"',
        'href="/claims/"',
        'href="/positions/"',
        'href="/corrections/"',
        'href="/compare/',
    ):
        assert address in text
    assert "Hasn’t changed" in text
    assert "762 days apart" in text


def test_a_claim_that_nothing_changed_says_that_it_was_not_checked_yet(client: Client, world: World) -> None:
    assert "Says nothing changed: not checked yet" in client.get("/").content.decode()
