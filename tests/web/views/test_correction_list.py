"""The page of corrections, as a reader sees it."""

from __future__ import annotations

from django.test import Client

from tests.squeezing import squeezed
from tests.world import World


def test_the_words_before_and_after_are_marked(client: Client, world: World) -> None:
    text = client.get("/corrections/").content.decode()
    assert "<del>" in text
    assert "Marks show wording, not meaning." in text
    assert "Thanks to A reader in Zenda" in text


def test_a_class_is_a_link_and_the_chosen_one_is_told(client: Client, world: World) -> None:
    text = squeezed(client.get("/corrections/", {"class": "withdrawal"}).content.decode())
    assert '<a href="/corrections/?class=withdrawal" aria-current="true">Withdrawal</a>' in text
    assert "recorded in error" in text
    assert "Zenda" not in text


def test_a_class_without_corrections_says_so(client: Client, world: World) -> None:
    assert "No corrections of this kind." in client.get("/corrections/?class=update").content.decode()
