"""The page of a position as a past day knew it."""

from __future__ import annotations

from dataclasses import replace

from claims.queries.positions.page import position_page
from tests.more_records import put_on_record
from tests.queries.positions.asked_pages import TODAY, asked, keys_on, page_of, said_on
from tests.world import World
from tests.world_claims import claim, stance


def test_what_had_been_said_by_a_day_is_all_that_a_page_then_knows(world: World) -> None:
    page = page_of(world.ordered_position, known_by="2020-05")
    assert world.later_support in keys_on(page)
    assert world.turn not in keys_on(page)
    assert page.changes.count == 0
    assert page.looking_back is not None
    assert page.looking_back.title == "What had been said by the end of May 2020."
    assert page.chart is not None
    assert "Said by the end of May 2020." in page.chart.caption
    assert all("known_by=2020-05" in link.url for link in page.voices)


def test_a_page_of_a_past_day_holds_what_our_record_then_held(world: World) -> None:
    today = page_of(world.ordered_position)
    more = claim("Not yet, not yet", world.palace, "2021-05-01", world.month_source,
                 stances=[stance(world.ordered_position, "later")])  # fmt: skip
    [late] = put_on_record(more)
    assert late in keys_on(page_of(world.ordered_position)) or late in [
        row.claim.key for row in page_of(world.ordered_position).undated
    ]
    then = page_of(world.ordered_position, as_of="2022-03-20")
    assert keys_on(then) == keys_on(today)
    assert then.finding == today.finding
    assert then.choices[0].note == today.choices[0].note
    assert [replace(search) for search in then.searches] == list(today.searches)
    assert all("as_of=2022-03-20" in row.claim.url for row in said_on(then))
    assert then.looking_back is not None
    assert then.chart is not None
    assert "Our record at the end of 20 Mar 2022." in then.chart.caption


def test_before_it_was_published_a_position_has_no_page(world: World) -> None:
    assert position_page(world.ordered_position, asked(as_of="2020-01-01"), today=TODAY) is None
