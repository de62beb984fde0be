"""The page of a speaker, as a reader sees it."""

from __future__ import annotations

import re

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


def test_the_statements_can_be_taken_as_a_file(client: Client, world: World) -> None:
    text = client.get("/speakers/viktor-lebed/").content.decode()
    assert re.search(
        r'href="/claims.spreadsheet.csv\?speaker=viktor-lebed"[^>]* download\s*>5 claims as a spreadsheet<',
        text,
    )


def test_there_is_no_score_and_no_percentage(client: Client, world: World) -> None:
    for slug in (world.lebed, world.roe):
        assert "%" not in client.get(f"/speakers/{slug}/").content.decode().split("<main")[1]


def test_topics_over_time_are_a_table_of_counts_that_lead_to_their_claims(
    client: Client, world: World
) -> None:
    part = client.get("/speakers/viktor-lebed/").content.decode().split('id="when"')[1].split("</section>")[0]
    assert '<th scope="col" class="number">Jan–Mar 2019</th>' in part
    assert '<th scope="row">The bridge over the Eder</th>' in part
    assert "Claims are chosen, not sampled" in part
    links = re.findall(r'href="(/claims/[^"]*)"', part)
    assert links
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_a_few_claims_have_no_table_of_times(client: Client, world: World) -> None:
    assert 'id="when"' not in client.get("/speakers/maria-solano/").content.decode()
