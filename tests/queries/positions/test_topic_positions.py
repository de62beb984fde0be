"""The positions of a topic."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.queries.positions import topic_page as pages
from claims.queries.positions.lines import read_positions
from claims.queries.positions.topic_page import topic_page
from claims.queries.positions.topic_positions import TopicPosition, TopicPositions
from tests.more_records import put_on_record
from tests.world import World


def positions_of(slug: str) -> TopicPositions:
    page = topic_page(slug)
    assert page is not None
    return page.positions


def first(world: World) -> TopicPosition:
    return positions_of(world.topic).lines[0]


def test_a_position_has_its_layers_two_statements_and_its_changes(world: World) -> None:
    line = first(world)
    assert (line.voice, line.row.url) == ("The Palace", f"/positions/{world.ordered_position}/")
    assert line.on_record is not None
    assert [sentence.name for sentence in line.on_record.layers] == ["own_words", "not_named"]
    assert [one.claim.key for one in line.quoted] == [world.first_support, world.turn]
    assert line.between == "762 days"
    assert line.changes == "1 change of position"
    assert line.strip is not None
    assert [lane.words for lane in line.strip.lanes][:3] == ["Yes", "Later", "No"]


def test_all_strips_stand_on_one_axis(world: World) -> None:
    shown = positions_of(world.topic)
    assert shown.axis is not None
    bridge, pays = (line.strip for line in shown.lines)
    assert bridge is not None
    assert pays is not None
    assert max(point.x1 for point in pays.points) < max(point.x1 for point in bridge.points)


def test_a_position_that_nobody_speaks_on_has_no_line(world: World) -> None:
    put_on_record({"type": "position", "slug": "toll", "topic": world.topic, "question": "A toll?"})
    line = positions_of(world.topic).lines[-1]
    assert (line.strip, line.quoted) == (None, ())
    assert line.row.facts == "No claims yet"


def test_what_would_be_too_much_is_told_without_a_line(
    world: World, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(pages, "read_positions", lambda positions: read_positions(positions, most=0))
    line = first(world)
    assert (line.on_record, line.strip) == (None, None)
    assert "The statements are on its own page." in client.get(f"/topics/{world.topic}/").content.decode()


def test_leads_are_counted_and_explained_where_they_are_drawn(world: World) -> None:
    lead = {
        "type": "lead", "slug": "roe-on-the-bridge", "about": "Speaks of the bridge", "where": "headline",
        "said": "2020-01-01", "positions": [world.ordered_position],
    }  # fmt: skip
    put_on_record(lead)
    shown = positions_of(world.topic)
    line = shown.lines[0]
    assert line.on_record is not None
    assert line.on_record.leads == "1 lead not yet followed"
    assert line.strip is not None
    assert len(line.strip.leads) == 1
    assert "lead" in {sign.look for sign in shown.legend}


def test_the_page_names_every_answer_and_says_what_the_hatching_means(world: World, client: Client) -> None:
    text = client.get(f"/topics/{world.topic}/").content.decode()
    for words in ("Yes", "Later", "No"):
        assert f">{words}</text>" in text
    assert "Nobody has searched" in text
