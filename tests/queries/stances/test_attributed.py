"""The stances of a position as a timeline takes them, and the voices that speak on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claims.domain.positions.voices import AttributedStance
from claims.models import Position, Speaker
from claims.queries.stances.attributed import attributed_stances, attributed_stances_on, voices_on
from tests.more_records import put_on_record
from tests.world import World
from tests.world_claims import claim, stance
from tests.world_shared import AGENCY_APRIL


def stances_of(slug: str) -> dict[str, AttributedStance]:
    position = Position.objects.get(slug=slug)
    return {told.key: told for told in attributed_stances(position.pk)}


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
    names = {one.voice.slug: one.voice.name for one in voices_on([told])}
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
    positions = list(Position.objects.published().values_list("pk", flat=True))
    with django_assert_num_queries(5):
        found = attributed_stances_on(positions)
    assert sorted(found) == sorted(positions)
    with django_assert_num_queries(0):
        assert attributed_stances_on([]) == {}


@pytest.mark.parametrize("speaker", ["lebed", "palace", "ministry", "press_office"])
def test_the_stances_of_a_speaker_are_those_of_which_a_voice_asks(world: World, speaker: str) -> None:
    position = Position.objects.get(slug=world.ordered_position).pk
    voice = Speaker.objects.get(slug=getattr(world, speaker))
    own = {one.key for one in attributed_stances_on([position], of=[voice.pk])[position]}
    assert own == {
        one.key for one in attributed_stances(position) if voice.slug in {one.speaker, one.voice, *one.with_}
    }


def test_voices_stand_by_their_statements_and_people_not_named_are_none(world: World) -> None:
    stances = tuple(stances_of(world.ordered_position).values())
    heard = {one.voice.slug: one for one in voices_on(stances)}
    numbers = [one.statements for one in voices_on(stances)]
    assert numbers == sorted(numbers, reverse=True)
    assert world.person_at_court not in heard
    assert all(one.voice.name for one in heard.values())
    assert {world.lebed, world.palace} <= heard.keys()


def test_a_stance_has_what_its_grade_and_its_place_in_time_rest_on(world: World) -> None:
    told = stances_of(world.ordered_position)
    assert told[world.first_support].grading.grade in ("A", "B")
    assert told[world.anonymous].layer == "not_named"
    assert told[world.anonymous].passage == ""
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
    position = Position.objects.get(slug=world.ordered_position).pk
    ministry = Speaker.objects.get(slug=world.ministry)
    assert key in {one.key for one in attributed_stances_on([position], of=[ministry.pk])[position]}
    assert stances_of(world.ordered_position)[key].speaks_for == {world.ministry}
