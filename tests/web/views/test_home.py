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


def test_the_quotations_stand_before_the_layers_and_the_chart(client: Client, world: World) -> None:
    text = client.get("/").content.decode()
    places = [
        text.index(mark)
        for mark in (world.first_support, 'data-sentence="position_changed"', 'data-sentence="own_words"',
                     'data-sentence="days_searched"', '<figure class="chart"')
    ]  # fmt: skip
    assert places == sorted(places)


def test_every_claim_of_the_latest_can_be_ticked_for_a_comparison(client: Client, world: World) -> None:
    text = client.get("/").content.decode()
    assert 'form="compare"' in text
    assert f'name="c" value="{world.prediction}"' in " ".join(text.split())


def test_what_they_said_before_is_two_clicks_away(client: Client, world: World) -> None:
    """One to the check of “hasn’t changed” on the page of the position, one to what it was held against."""
    link = f'href="/positions/build-the-bridge/?voice=palace#check-{world.no_change}"'
    assert link in client.get("/").content.decode()
    page = client.get("/positions/build-the-bridge/?voice=palace").content.decode()
    assert f'id="check-{world.no_change}"' in page


def test_a_claim_that_nothing_changed_says_that_no_editor_confirmed_its_check(
    client: Client, world: World
) -> None:
    assert "No editor has confirmed it." in client.get("/").content.decode()
