"""Positions by topic."""

from __future__ import annotations

import pytest

from claims.queries.paging import StaleCursor
from claims.queries.positions import list as position_list
from claims.queries.positions.list import position_index
from tests.world import World


def test_positions_come_with_their_topic_and_counts(world: World) -> None:
    rows = {row.slug: row for row in position_index({}).rows}
    assert set(rows) == {world.ordered_position, world.other_position}
    bridge = rows[world.ordered_position]
    assert bridge.topic is not None
    assert bridge.topic.url == "/topics/the-eder-bridge/"
    assert bridge.answers == 3
    assert bridge.claims > bridge.unchanged >= 1
    assert bridge.facts.startswith(f"{bridge.claims} claims, ")


def test_a_second_page_begins_after_the_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(position_list, "PAGE", 1)
    first = position_index({})
    second = position_index({"after": first.after})
    assert first.after == first.rows[0].slug != second.rows[0].slug
    assert second.after == ""


def test_a_cursor_that_is_a_draft_is_stale(world: World) -> None:
    with pytest.raises(StaleCursor):
        position_index({"after": world.unseen_position})
