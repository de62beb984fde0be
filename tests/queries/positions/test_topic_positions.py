"""The shelf of a topic."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.queries.positions import topic_page as pages
from claims.queries.positions.lines import read_positions
from claims.queries.positions.topic_page import topic_page
from claims.queries.positions.topic_positions import TopicPosition, TopicPositions
from tests.more_records import put_on_record
from tests.world import World


def shelf_of(slug: str) -> TopicPositions:
    page = topic_page(slug)
    assert page is not None
    return page.positions


def first(world: World) -> TopicPosition:
    return shelf_of(world.topic).lines[0]


def test_a_position_has_its_finding_its_facts_its_changes_and_its_latest_words(world: World) -> None:
    line = first(world)
    assert (line.voice, line.url) == ("The Palace", f"/positions/{world.ordered_position}/?voice=palace")
    assert line.finding is not None
    assert line.finding.layers["own_words"].name == "own_words"
    assert line.changes == "1 change of position"
    assert line.latest is not None
    assert line.latest.key == world.turn
    assert line.answers == ("Yes", "Later", "No")


def test_all_strips_stand_on_one_axis(world: World) -> None:
    shelf = shelf_of(world.topic)
    assert shelf.axis is not None
    bridge, pays = (line.strip for line in shelf.lines)
    assert bridge is not None
    assert pays is not None
    assert max(point.x1 for point in pays.points) < max(point.x1 for point in bridge.points)


def test_a_position_that_nobody_speaks_on_has_no_line(world: World) -> None:
    put_on_record({"type": "position", "slug": "toll", "topic": world.topic, "question": "A toll?"})
    line = shelf_of(world.topic).lines[-1]
    assert (line.finding, line.strip, line.latest) == (None, None, None)
    assert line.row.facts == "No claims yet"


def test_what_would_be_too_much_is_told_without_a_line(
    world: World, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(pages, "read_positions", lambda positions: read_positions(positions, most=0))
    line = first(world)
    assert (line.finding, line.strip) == (None, None)
    assert "Its line is on its own page." in client.get(f"/topics/{world.topic}/").content.decode()


def test_the_page_never_tells_a_finding_without_its_facts(world: World, client: Client) -> None:
    text = client.get(f"/topics/{world.topic}/").content.decode()
    line = first(world)
    assert line.finding is not None
    assert line.finding.facts in text
    assert "From the top: Yes; Later; No." in text
