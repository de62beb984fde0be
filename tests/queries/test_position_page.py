"""One position: answers, the line in order of time, and what is shown without being counted."""

from __future__ import annotations

import pytest

from claims.queries import position_page as module
from claims.queries.listed import StaleCursor
from claims.queries.position_page import PositionPage, position_page
from tests.world import World


def page_of(slug: str, after: str = "") -> PositionPage:
    page = position_page(slug, after=after)
    assert page is not None
    return page


def test_answers_stand_in_their_order_with_rule_and_side(world: World) -> None:
    page = page_of(world.ordered_position)
    assert page.ordered
    assert [(choice.text, choice.rule, choice.side) for choice in page.choices] == [
        ("No", "refuses it", "against"),
        ("Later", "puts it off", "middle"),
        ("Yes", "wants it", "for"),
    ]


def test_counted_stances_stand_in_order_of_time(world: World) -> None:
    keys = [line.claim.key for line in page_of(world.ordered_position).line.rows]
    assert keys.index(world.first_support) < keys.index(world.later_support) < keys.index(world.turn)
    assert world.first_support not in [line.claim.key for line in page_of(world.ordered_position).apart]


def test_what_does_not_count_stands_apart_and_says_why(world: World) -> None:
    page = page_of(world.ordered_position)
    assert page.apart
    assert all(line.why.startswith("Not counted:") for line in page.apart)
    assert not any(line.why for line in page.line.rows)
    assert page.apart_count == len(page.apart)


def test_counts_of_answers_and_lines_agree(world: World) -> None:
    page = page_of(world.ordered_position)
    answered = sum(choice.counted for choice in page.choices)
    silent = sum(1 for line in page.line.rows if not line.answer)
    assert answered + silent == page.line.count == len(page.line.rows)


def test_a_no_change_claim_says_that_it_was_not_checked(world: World) -> None:
    line = next(
        line for line in page_of(world.ordered_position).line.rows if line.claim.key == world.no_change
    )
    assert line.unchanged
    assert line.check


def test_an_order_that_is_not_known_is_told(world: World) -> None:
    rows = page_of(world.ordered_position).line.rows
    same_day = next(line for line in rows if line.claim.key in (world.first_support, world.no_change))
    following = rows[rows.index(same_day) + 1]
    assert following.order_note == "Same day as the one above."


def test_what_was_searched_is_named_and_what_was_not_is_our_gap(world: World) -> None:
    [searched] = page_of(world.ordered_position).coverage
    assert searched.kind == "searched"
    assert searched.sentence == (
        "Searched for The Palace (1 May 2019 – 30 Apr 2020): The Strelsau Gazette, Эдерский вестник, "
        "on 1 Feb 2022 by ann: Nothing found."
    )
    [unsearched] = page_of(world.other_position).coverage
    assert unsearched.sentence == "Not searched yet. This is a gap in our work, not in the record."


def test_the_pages_of_a_line_hold_every_stance_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [line.claim.key for line in page_of(world.ordered_position).line.rows]
    monkeypatch.setattr(module, "PAGE", 2)
    found: list[str] = []
    after = ""
    while True:
        line = page_of(world.ordered_position, after).line
        found += [stance.claim.key for stance in line.rows]
        if not (after := line.after):
            break
    assert found == whole


def test_a_cursor_that_is_no_stance_is_stale(world: World) -> None:
    with pytest.raises(StaleCursor):
        position_page(world.ordered_position, after=world.draft)


def test_a_draft_has_no_page(world: World) -> None:
    assert position_page(world.unseen_position) is None
