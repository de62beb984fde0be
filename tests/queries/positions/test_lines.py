"""The lines of several positions at once."""

from __future__ import annotations

from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.voices import AttributedStance, Stances, Voice
from claims.queries.positions.lines import (
    ReadPosition,
    changes_in_words,
    leading_voice,
    positions_with_answers,
    read_positions,
)
from claims.queries.stances.attributed import read_stances, voices_on
from tests.world import World


def test_positions_come_with_their_answers_in_order_and_most_claims_first(world: World) -> None:
    first, second = positions_with_answers([world.other_position, world.ordered_position])
    assert (first.row.slug, first.answers.ordered) == (world.ordered_position, True)
    assert [answer.slug for answer in first.answers.answers] == ["no", "later", "yes"]
    assert first.answers.side("no") == "against"
    assert [second.answers.text(slug) for slug in ("towns", "crown")] == ["The towns", "The crown"]


def test_what_would_be_too_much_is_left_out_and_smaller_ones_are_read(
    world: World, django_assert_num_queries: Any
) -> None:
    positions = positions_with_answers([world.other_position, world.ordered_position])
    with django_assert_num_queries(4):
        assert len(read_positions(positions)) == 2
    small = read_positions(positions, most=positions[1].row.claims)
    assert [found.position.row.slug for found in small.values()] == [world.other_position]
    assert read_positions(positions, most=0) == {}


def test_the_voice_that_leads_is_the_one_that_the_page_of_a_position_follows(world: World) -> None:
    for slug in (world.ordered_position, world.other_position):
        stances = read_stances([slug]).on[slug]
        assert leading_voice(stances) == voices_on(stances, {})[0].voice
    assert leading_voice(()) is None


def test_a_line_tells_its_changes(world: World) -> None:
    positions = positions_with_answers([world.ordered_position])
    read = read_positions(positions)[world.ordered_position]
    line = read.line_of(Voice(world.palace, "The Palace"))
    assert changes_in_words(line) == "1 change of position"
    assert changes_in_words(read.line_of(Voice(world.roe, "Anna Roe"))) == ""


def test_where_the_order_of_some_is_not_known_there_are_at_least_so_many_changes(world: World) -> None:
    [position] = positions_with_answers([world.ordered_position])
    whole_year = AttributedStance(
        key="later", said=FuzzyDate.parse("2021"), speaker=world.palace, speaker_name="The Palace",
        answer="yes",
    )  # fmt: skip
    found = read_positions([position])[world.ordered_position]
    read = ReadPosition(position, Stances((*found.stances, whole_year)), (), {}, [])
    line = read.line_of(Voice(world.palace, "The Palace"))
    assert changes_in_words(line) == "at least 1 change of position"


def test_who_only_spoke_jointly_does_not_lead() -> None:
    stance = AttributedStance(
        key="a", said=FuzzyDate.parse("2019"), speaker="ministry", speaker_name="Ministry", answer="yes",
        with_=frozenset({"palace"}),
    )  # fmt: skip
    assert leading_voice([stance]) == Voice("ministry", "Ministry")
