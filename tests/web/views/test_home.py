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


def test_the_finding_stands_beside_its_number_period_and_coverage(client: Client, world: World) -> None:
    text = client.get("/").content.decode()
    sentence = text.index("(1 change of position)")
    assert text.index("3 statements, 7 Feb 2019 – 10 Mar 2021; searched in part.", sentence) - sentence < 200
    assert 'href="/positions/build-the-bridge/?voice=palace"' in text


def test_what_they_said_before_is_two_clicks_away(client: Client, world: World) -> None:
    """One to the check of “hasn’t changed” on the page of the position, one to what it was held against."""
    link = f'href="/positions/build-the-bridge/?voice=palace#check-{world.no_change}"'
    assert link in client.get("/").content.decode()
    page = client.get("/positions/build-the-bridge/?voice=palace").content.decode()
    assert f'id="check-{world.no_change}"' in page


def test_a_claim_that_nothing_changed_says_that_no_editor_confirmed_its_check(
    client: Client, world: World
) -> None:
    text = client.get("/").content.decode()
    assert "Unclear what it refers to: 1 statement on our record cannot be placed before or after it." in text
    assert "no editor has confirmed it" in text
