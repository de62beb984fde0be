"""Topics: the shelf of each, and which are listed."""

from __future__ import annotations

from claims.queries.topic_page import topic_index, topic_page
from tests.world import World


def test_only_topics_that_hold_something_are_listed(world: World) -> None:
    listed = [row.slug for row in topic_index({}).rows]
    assert world.topic in listed
    assert world.unseen_topic not in listed


def test_a_topic_shows_its_positions_and_latest_claims(world: World) -> None:
    page = topic_page(world.topic)
    assert page is not None
    assert [row.slug for row in page.positions] == [world.ordered_position, world.other_position]
    assert {row.key for row in page.claims} <= set(world.public_claims)
    assert page.topic.facts == f"2 positions, {len(page.claims)} claims"


def test_a_draft_has_no_page(world: World) -> None:
    assert topic_page(world.unseen_topic) is None
