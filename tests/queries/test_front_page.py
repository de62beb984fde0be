"""The home page."""

from __future__ import annotations

from claims.queries.front_page import FrontPage, front_page
from tests.world import FOUNDED_AT, World


def home() -> FrontPage:
    return front_page(now=FOUNDED_AT)


def test_the_position_with_most_claims_leads_and_gives_number_and_period(world: World) -> None:
    lead = home().lead
    assert lead is not None
    assert lead.question == "Should the bridge over the Eder be built?"
    assert "claims" in lead.strip_caption
    assert "Searched in part." in lead.strip_caption
    assert lead.strip.marks


def test_the_latest_claims_are_eight_of_the_public_ones_newest_first(world: World) -> None:
    keys = [row.key for row in home().latest]
    assert len(keys) == 8
    assert set(keys) <= set(world.public_claims)


def test_no_change_claims_are_watched_with_the_outcome_of_their_check(world: World) -> None:
    [row] = home().no_change
    assert row.key == world.no_change
    assert row.no_change is not None


def test_pairs_that_editors_linked_say_how_far_apart_they_were(world: World) -> None:
    pairs = home().pairs
    assert {pair.kind_words for pair in pairs} == {"Contradicts", "Repeats"}
    contradiction = next(pair for pair in pairs if pair.kind_words == "Contradicts")
    assert [side.key for side in contradiction.sides] == [world.first_support, world.turn]
    assert contradiction.apart == "762 days apart"
    assert world.turn in contradiction.compare_url
