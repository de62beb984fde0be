"""What was searched on positions."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.domain.positions.coverage import Search
from claims.models import Position
from claims.queries.records import public_documents
from claims.queries.stances.searches import named_in, searches_on_each, with_names
from tests.more_records import put_on_record
from tests.world import World


def searches_on(slug: str) -> tuple[Search, ...]:
    return searches_on_each([slug])[slug]


def test_a_search_tells_voice_outlets_terms_and_days(world: World) -> None:
    [search] = searches_on(world.ordered_position)
    assert (search.record.slug, search.record.voice, search.record.with_parts) == (
        world.coverage,
        world.palace,
        True,
    )
    assert (search.record.outlets, search.record.terms) == (("gazette", "vestnik"), ("bridge", "мост"))
    assert (search.first, search.last) == (date(2019, 5, 1), date(2020, 4, 30))
    assert search.proves_silence
    assert search.record.positions == (world.ordered_position,)


def test_a_position_that_nobody_searched_has_no_search(world: World) -> None:
    assert searches_on(world.other_position) == ()


def test_a_search_that_is_not_public_proves_nothing(world: World) -> None:
    unseen = {
        "type": "coverage", "slug": "unseen-search", "voice": world.palace, "terms": ["bridge"],
        "positions": [world.other_position], "outlets": ["gazette"], "from": "2019", "to": "2020", "hits": 0,
    }  # fmt: skip
    put_on_record(unseen, public=False)
    assert searches_on(world.other_position) == ()


def test_all_positions_take_one_query(world: World, django_assert_num_queries: Any) -> None:
    positions = list(Position.objects.published().values_list("slug", flat=True))
    with django_assert_num_queries(1):
        assert sorted(searches_on_each(positions)) == sorted(positions)


def test_searches_have_the_names_of_their_outlets_and_voices(world: World) -> None:
    searches = searches_on(world.ordered_position)
    found = with_names(searches, public_documents(named_in(searches)))
    assert found.searches == searches
    assert found.outlets == {"gazette": "The Strelsau Gazette", "vestnik": "Эдерский вестник"}
    assert found.voices == {world.palace: "The Palace"}
