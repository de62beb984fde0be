"""Stances, searches and what they point to as our record held them on a past day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from claims.domain.positions.voices import AttributedStance
from claims.models import Position
from claims.queries.positions.past_stances import held_stances
from claims.queries.positions.voices import known_voices
from claims.queries.stances.attributed import attributed_stances
from claims.queries.stances.searches import named_searches
from tests.looking_back import build_history
from tests.more_records import put_on_record
from tests.world import World

FIRST_DAY = datetime(2022, 3, 2, tzinfo=UTC)


def by_key(stances: tuple[AttributedStance, ...]) -> dict[str, AttributedStance]:
    return {stance.key: stance for stance in stances}


def test_while_nothing_changes_the_past_is_as_today(world: World) -> None:
    position = Position.objects.get(slug=world.ordered_position).pk
    today = attributed_stances(position)
    held = held_stances(world.ordered_position, at=FIRST_DAY)
    known = known_voices(today)
    assert by_key(held.stances) == by_key(today)
    assert held.searches == named_searches(position)
    assert held.voices.names.items() <= known.names.items()


def test_what_changed_since_stands_as_it_then_was(world: World) -> None:
    before = held_stances(world.ordered_position, at=FIRST_DAY)
    build_history(world)
    again = held_stances(world.ordered_position, at=FIRST_DAY)
    assert by_key(again.stances)[world.first_support] == by_key(before.stances)[world.first_support]
    today = by_key(attributed_stances(Position.objects.get(slug=world.ordered_position).pk))
    assert today[world.first_support].answer == "later"
    assert world.anonymous not in today


def test_a_search_counts_from_the_day_it_was_recorded(world: World) -> None:
    search = {
        "type": "coverage", "slug": "palace-later", "voice": world.palace, "terms": ["bridge"],
        "positions": [world.ordered_position], "outlets": ["voz"], "from": "2018", "to": "2021",
        "checked_on": "2022-02-02", "hits": 0,
    }  # fmt: skip
    put_on_record(search)
    held = held_stances(world.ordered_position, at=FIRST_DAY)
    assert [one.slug for one in held.searches.searches] == [world.coverage]
    assert "voz" not in held.searches.outlets


def test_the_queries_are_as_many_whatever_was_held(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        held_stances(world.ordered_position, at=FIRST_DAY)
