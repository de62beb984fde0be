"""Topics: the positions of each, and which are listed."""

from __future__ import annotations

from typing import Any

from claims.queries.positions.topic_page import topic_index, topic_page
from tests.more_records import put_on_record
from tests.world import World


def test_only_topics_that_hold_something_are_listed(world: World) -> None:
    listed = [row.slug for row in topic_index({}).rows]
    assert world.topic in listed
    assert world.unseen_topic not in listed


def test_a_topic_shows_its_positions_and_latest_claims(world: World) -> None:
    page = topic_page(world.topic)
    assert page is not None
    assert [line.row.slug for line in page.positions.lines] == [world.ordered_position, world.other_position]
    assert {row.key for row in page.claims} <= set(world.public_claims)
    assert page.topic.facts == f"2 positions, {len(page.claims)} claims"


def test_a_draft_has_no_page(world: World) -> None:
    assert topic_page(world.unseen_topic) is None


def test_it_takes_thirteen_queries_however_many_positions_there_are(
    world: World, django_assert_num_queries: Any
) -> None:
    more = [
        {"type": "position", "slug": f"more-{n}", "topic": world.topic, "question": f"More, {n}?"}
        for n in range(5)
    ]
    put_on_record(*more)
    with django_assert_num_queries(13):
        page = topic_page(world.topic)
    assert page is not None
    assert len(page.positions.lines) == 7
