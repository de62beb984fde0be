"""The chain and the repeats on the page of a claim, as a browser gets them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.squeezing import squeezed
from tests.world import World

pytestmark = pytest.mark.django_db


def html(key: str, version: int | None = None) -> str:
    path = f"/claims/{key}/" + (f"x/v/{version}/" if version else "")
    answer = Client().get(path, follow=True)
    assert answer.status_code == 200
    return squeezed(answer.content.decode())


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="band" aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_the_chain_is_a_drawing_and_a_list_of_the_same_hops(world: World) -> None:
    page = section(html(world.two_roads), "evidence")
    story, chain = page.split('<details class="fold" id="chain">')
    assert "Ruritanian News Agency has a transcript. One origin." in story
    drawing, words = chain.split("</svg>")
    assert drawing.count("<circle class=") == words.count("<li value=") == 4
    assert drawing.count("<a href=") == words.count("<a href=") == 3
    assert "them at first hand." in chain


def test_repeats_and_echoes_are_sections_of_their_own(world: World) -> None:
    page = html(world.first_support)
    repeats = section(page, "repeats")
    assert "Said on 2 occasions on our record, first 7 Feb 2019, latest May 2020." in repeats
    assert repeats.count('<a href="/claims/') == 3
    assert 'aria-current="true"' in repeats
    assert 'aria-labelledby="echoes"' not in page
    echoes = section(html(world.no_change), "echoes")
    assert "Linked as echoes: 1 claim of another speaker" in echoes
    assert "echoes this claim" in echoes


def test_a_claim_that_nobody_linked_has_no_empty_section(world: World) -> None:
    assert 'aria-labelledby="repeats"' not in html(world.amended)


def test_a_frozen_version_has_both_too(world: World) -> None:
    page = html(world.later_support, 1)
    assert "Said on 2 occasions on our record" in section(page, "repeats")
    assert section(page, "evidence")
