"""The lines of one speaker on positions."""

from __future__ import annotations

from typing import Any

from django.test import Client

from claims.queries.speakers.lines import SpeakerLine
from claims.queries.speakers.page import speaker_page
from tests.more_records import put_on_record
from tests.world import World
from tests.world_claims import claim, stance
from tests.world_shared import GAZETTE_FEBRUARY


def lines_of(slug: str) -> dict[str, SpeakerLine]:
    page = speaker_page(slug)
    assert page is not None
    return {line.slug: line for line in page.lines}


def said(answer: str, day: str, speaker: str = "anna-roe", **more: Any) -> dict[str, Any]:
    text = f"{speaker} says {answer} on {day}"
    return claim(text, speaker, day, GAZETTE_FEBRUARY, stances=[stance("build-the-bridge", answer)], **more)


def test_a_line_has_its_layers_its_changes_and_its_statements(world: World) -> None:
    line = lines_of(world.palace)[world.ordered_position]
    assert line.layers[0].name == "own_words"
    assert line.changed == "1 change of position"
    assert line.url == f"/positions/{world.ordered_position}/?voice=palace"
    assert {world.first_support, world.no_change, world.later_support, world.turn} == {
        row.key for row in line.rows
    }
    assert line.left == 0


def test_what_a_nameless_person_said_is_told_in_its_own_layer(world: World) -> None:
    page = speaker_page(world.person_at_court)
    assert page is not None
    names = {sentence.name for line in page.lines for sentence in line.layers}
    shown = {row.key for row in (*page.claims, *(row for line in page.lines for row in line.rows))}
    assert "own_words" not in names
    assert shown == {world.anonymous}


def test_a_body_without_statements_is_told_with_those_of_its_head(world: World, client: Client) -> None:
    ministry = {"type": "speaker", "slug": "mint", "name": "The Mint", "kind": "body"}
    head = {
        "type": "speaker", "slug": "mia-example", "name": "Mia Example",
        "tenures": [{"office": "Master", "body": "mint", "speaks_for": True}],
    }  # fmt: skip
    put_on_record(ministry, head, said("yes", "2018-01-01", speaker="mia-example"))
    line = lines_of("mint")[world.ordered_position]
    assert [row.speaker_name for row in line.rows] == ["Mia Example"]
    text = " ".join(client.get("/speakers/mint/").content.decode().split())
    assert "None recorded for The Mint itself" in text
    assert "No published claims" not in text


def test_a_silence_is_told_only_where_searches_cover_it(world: World) -> None:
    put_on_record(said("yes", "2017-12-31"), said("yes", "2019-01-01"))
    assert lines_of(world.roe)[world.ordered_position].silence == ""
    searched = {
        "type": "coverage", "slug": "roe-2018", "voice": world.roe, "positions": [world.ordered_position],
        "terms": ["bridge"], "outlets": ["gazette"], "from": "2018", "to": "2018",
        "checked_on": "2022-02-01", "by": "ann", "hits": 0,
    }  # fmt: skip
    put_on_record(searched)
    line = lines_of(world.roe)[world.ordered_position]
    assert line.silence.startswith("Nothing found for")


def test_every_statement_can_be_ticked_and_a_few_are_compared_by_a_link(world: World, client: Client) -> None:
    text = client.get(f"/speakers/{world.solano}/").content.decode()
    assert text.count('name="c"') >= 3
    assert "Compare these statements" in text
