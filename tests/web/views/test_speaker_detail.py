"""The page of a speaker, as a reader sees it."""

from __future__ import annotations

from django.test import Client

from tests.world import World


def test_name_original_script_and_office_stand_together(client: Client, world: World) -> None:
    text = client.get("/speakers/viktor-lebed/").content.decode()
    assert "Виктор Лебедь" in text
    assert "Jun 2018 – 2021" in text
    assert '<a href="/speakers/palace/">The Palace</a>' in text


def test_a_speaker_without_a_name_leads_to_the_source_that_describes_him(
    client: Client, world: World
) -> None:
    text = client.get("/speakers/a-person-at-court/").content.decode()
    assert "The source gives no name." in text
    assert "Palace stands by the bridge</a>" in text


def test_there_is_no_score_and_no_percentage(client: Client, world: World) -> None:
    for slug in (world.lebed, world.roe):
        assert "%" not in client.get(f"/speakers/{slug}/").content.decode().split("<main")[1]
