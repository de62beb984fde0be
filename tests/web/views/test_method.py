"""The method page tells every word of the closed lists, so that it cannot fall behind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils.html import escape

from claims import VERSION
from claims.domain.positions.sentences import TEMPLATES
from claims.domain.record import vocabulary
from tests.world import World

TOLD_ELSEWHERE = {
    "SOURCE_KINDS", "PLACES_OF_PASSAGE", "SIDES", "RELATION_KINDS_BACK", "BEARINGS", "MEASURES",
    "LEAD_PLACES", "SOURCE_FIELDS",
}  # fmt: skip
"""The closed lists that the method page does not have to explain."""
LISTS = {
    name: words
    for name, words in vars(vocabulary).items()
    if name.isupper() and isinstance(words, Mapping) and name not in TOLD_ELSEWHERE
}


@pytest.mark.django_db
def test_every_word_of_the_closed_lists_is_there(client: Client) -> None:
    text = client.get("/method/").content.decode()
    missing = [
        (name, word) for name, words in LISTS.items() for word in words.values() if escape(word) not in text
    ]
    assert missing == []


@pytest.mark.django_db
def test_it_says_in_which_layer_what_is_told(client: Client) -> None:
    text = client.get("/method/").content.decode()
    assert "The source sums up, it does not report one utterance." in text
    assert "In own words; As reported; Summed up" in text


@pytest.mark.django_db
def test_every_sentence_that_the_software_writes_is_printed_with_when_it_is_used(client: Client) -> None:
    text = client.get("/method/").content.decode().lower()
    told = [words for sentence in TEMPLATES.values() for words in (sentence.text, sentence.when)]
    assert not [words for words in told if escape(words).lower() not in text]


ROOT = Path(settings.BASE_DIR)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


@pytest.mark.django_db
@override_settings(DATA_LICENCE="CC0 1.0")
def test_licence_version_and_citation_are_told(client: Client) -> None:
    text = client.get("/about/").content.decode()
    assert '<a href="https://creativecommons.org/publicdomain/zero/1.0/" rel="license">CC0 1.0</a>' in text
    assert f"Software version {VERSION}." in text
    assert "http://localhost:8000/claims/[key]/[words]/v/[number]/" in text


@pytest.mark.django_db
def test_the_contents_lead_to_every_section(client: Client) -> None:
    text = client.get("/method/").content.decode()
    sections = re.findall(r'<h2 id="([a-z]+)">', text)
    listed = re.findall(r'<li><a href="#([a-z]+)">', text)
    assert [name for name in sections if name not in ("short", "contents")] == listed


def test_what_stands_where_is_explained_on_a_claim_of_the_record(client: Client, world: World) -> None:
    text = client.get("/method/").content.decode()
    example = text.split('class="example"')[1].split("</figure>")[0]
    [key] = set(re.findall(r'href="/claims/(\w+)/', example))
    assert key in world.public_claims
    assert "because the source has them" in example
