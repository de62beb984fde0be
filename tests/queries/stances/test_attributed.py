"""The stances of a position as a timeline takes them, and the voices that speak on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from claims.domain.positions.voices import AttributedStance
from claims.queries.positions.voices import known_voices
from claims.queries.stances.attributed import read_stances, voices_on
from tests.looking_back import build_history
from tests.more_records import put_on_record
from tests.world import World
from tests.world_claims import claim, stance
from tests.world_shared import AGENCY_APRIL

FIRST_DAY = datetime(2022, 3, 2, tzinfo=UTC)


def stances_of(slug: str) -> dict[str, AttributedStance]:
    return by_key(read_stances([slug]).on[slug])


def held_stances(slug: str, at: datetime = FIRST_DAY) -> dict[str, AttributedStance]:
    return by_key(read_stances([slug], at=at).on[slug])


def by_key(stances: tuple[AttributedStance, ...]) -> dict[str, AttributedStance]:
    return {told.key: told for told in stances}


def test_every_public_stance_on_the_position_is_told_and_no_draft(world: World) -> None:
    stances = stances_of(world.ordered_position)
    assert {world.first_support, world.no_change, world.turn} <= stances.keys()
    assert stances.keys() <= set(world.public_claims)
    assert stances_of(world.unseen_position) == {}


def test_a_stance_tells_whose_line_it_is(world: World) -> None:
    told = stances_of(world.ordered_position)[world.first_support]
    assert (told.speaker, told.own, told.own_name) == (world.lebed, world.palace, "The Palace")


def test_who_spoke_jointly_and_what_is_known_to_be_later_are_told(world: World) -> None:
    together = claim(
        "The bridge can wait", "foreign-ministry", "2019-03-29/2019-03-30", AGENCY_APRIL,
        stances=[stance("build-the-bridge", "later")],
        relations=[{"kind": "precedes", "to": world.turn, "grounds": "so the agency says"}],
        **{"with": ["palace", "press-office"]},
    )  # fmt: skip
    [key] = put_on_record(together)
    told = stances_of(world.ordered_position)[key]
    assert told.with_ == {"palace", "press-office"}
    assert told.precedes == {world.turn}
    known = known_voices(read_stances([world.ordered_position]))
    names = {one.voice.slug: one.voice.name for one in voices_on([told], known.names)}
    assert names["press-office"] == "Press office of the Palace"


def test_a_date_is_capped_by_that_of_its_source(world: World) -> None:
    wide = claim("Later, later", "anna-roe", "2019-04", AGENCY_APRIL,
                 stances=[stance("build-the-bridge", "later")])  # fmt: skip
    [key] = put_on_record(wide)
    told = stances_of(world.ordered_position)[key]
    assert (told.said.text, told.said.latest) == ("2019-04", date(2019, 4, 3))


def test_a_stance_has_the_offices_of_its_speaker_on_that_day(world: World) -> None:
    told = stances_of(world.ordered_position)
    assert told[world.later_support].offices == {("spokesman", world.palace)}


def test_some_positions_at_once_take_as_many_queries_as_one(
    world: World, django_assert_num_queries: Any
) -> None:
    positions = [world.ordered_position, world.other_position]
    with django_assert_num_queries(3):
        assert read_stances(positions).on.keys() == set(positions)
    with django_assert_num_queries(3):
        read_stances(positions, at=FIRST_DAY)
    with django_assert_num_queries(0):
        assert read_stances([]).on == {}


@pytest.mark.parametrize("speaker", ["lebed", "palace", "ministry", "press_office"])
def test_the_stances_of_a_speaker_are_those_of_which_a_voice_asks(world: World, speaker: str) -> None:
    position, voice = world.ordered_position, getattr(world, speaker)
    own = {one.key for one in read_stances([position], of=[voice]).on[position]}
    assert own == {one.key for one in stances_of(position).values() if voice in one.lines}


def test_a_stance_is_read_once_however_its_claim_is_found(world: World) -> None:
    positions = [world.ordered_position, world.other_position]
    coded = [stance(position, unchanged=True, of="palace") for position in positions]
    both = claim(
        "On both, as before", world.roe, "2019-03-29", AGENCY_APRIL, on_behalf_of="palace", stances=coded
    )
    [key] = put_on_record(both)
    for some in (positions, positions[:1]):
        for voices in ([], [world.roe, "palace"]):
            read = read_stances(some, of=voices).on
            assert [[one.key for one in read[position]].count(key) for position in some] == [1] * len(some)


def test_voices_stand_by_their_statements_and_people_not_named_are_none(world: World) -> None:
    stances = tuple(stances_of(world.ordered_position).values())
    heard = {one.voice.slug: one for one in voices_on(stances, {})}
    numbers = [one.statements for one in voices_on(stances, {})]
    assert numbers == sorted(numbers, reverse=True)
    assert world.person_at_court not in heard
    assert all(one.voice.name for one in heard.values())
    assert {world.lebed, world.palace} <= heard.keys()


def test_a_stance_has_what_its_grade_and_its_place_in_time_rest_on(world: World) -> None:
    told = stances_of(world.ordered_position)
    assert told[world.first_support].grading.grade in ("A", "B")
    assert told[world.anonymous].layer == "not_named"
    assert world.dated_source in told[world.first_support].sources
    assert told[world.first_support].outlets == {"gazette", "vestnik"}


def test_a_head_speaks_for_the_body_where_the_source_names_none(world: World) -> None:
    head = {
        "type": "speaker",
        "slug": "ana-example",
        "name": "Ana Example",
        "kind": "person",
        "tenures": [{"office": "minister", "body": world.ministry, "from": "2018", "speaks_for": True}],
    }
    said = claim("We build it", "ana-example", "2019-04-02", AGENCY_APRIL,
                 stances=[stance("build-the-bridge", "yes")])  # fmt: skip
    _, key = put_on_record(head, said)
    position = world.ordered_position
    assert key in {one.key for one in read_stances([position], of=[world.ministry]).on[position]}
    assert stances_of(world.ordered_position)[key].speaks_for == {world.ministry}


def test_while_nothing_changes_the_past_is_as_today(world: World) -> None:
    assert held_stances(world.ordered_position) == stances_of(world.ordered_position)


def test_what_changed_since_stands_as_it_then_was(world: World) -> None:
    before = held_stances(world.ordered_position)
    build_history(world)
    assert held_stances(world.ordered_position)[world.first_support] == before[world.first_support]
    today = stances_of(world.ordered_position)
    assert today[world.first_support].answer == "later"
    assert world.anonymous not in today


def test_a_claim_on_another_question_can_take_one_back(world: World) -> None:
    retraction = claim(
        "I never said that", world.lebed, "2022-01-05", AGENCY_APRIL,
        relations=[{"kind": "retracts", "to": world.first_support, "grounds": "So he says."}],
    )  # fmt: skip
    [key] = put_on_record(retraction)
    assert stances_of(world.ordered_position)[world.first_support].taken_back == {key}
    assert held_stances(world.ordered_position)[world.first_support].taken_back == frozenset()


def test_stances_for_a_speaker_by_others_are_among_its_own(world: World) -> None:
    told = stance("build-the-bridge", "yes", of=world.press_office)
    [key] = put_on_record(claim("They want it", world.roe, "2019-04-01", AGENCY_APRIL, stances=[told]))
    position = world.ordered_position
    assert key in by_key(read_stances([position], of=[world.press_office]).on[position])
