from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from claims.actions.publishing.amending import Amendment, amend
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SpeakerRecord
from claims.queries.names import label_of, labels
from claims.queries.records import public_record
from tests.world import ANN, BOB, FOUNDED_AT, World

pytestmark = pytest.mark.django_db


def test_a_speaker_has_a_name_a_page_and_the_name_in_its_own_script(world: World) -> None:
    label = labels([("speaker", world.lebed)])["speaker", world.lebed]
    assert label.path == f"/speakers/{world.lebed}/"
    assert label.name == "Viktor Lebed"
    assert "Лебедь" in label.original_script_name
    assert label.language == "ru"


def test_an_outlet_has_a_name_and_no_page(world: World) -> None:
    label = labels([("outlet", world.gazette)])["outlet", world.gazette]
    assert label.name
    assert not label.path


def test_what_is_not_public_has_no_label(world: World) -> None:
    hidden = [
        ("claim", world.draft),
        ("claim", world.withdrawn),
        ("speaker", world.unseen_speaker),
        ("source", world.unseen_source),
        ("position", world.unseen_position),
        ("topic", world.unseen_topic),
    ]
    assert not labels(hidden)


def test_a_name_that_changed_is_still_known_as_of_then(world: World) -> None:
    found = public_record("speaker", world.lebed)
    assert found is not None
    assert isinstance(found.record, SpeakerRecord)
    at = FOUNDED_AT + timedelta(days=400)
    renamed = Amendment(replace(found.record, name="Viktor Swan"), ChangeClass.CORRECTION, "He is Swan.")
    amend(amendments=[renamed], by=ANN, approver=BOB, at=at)
    place = ("speaker", world.lebed)
    assert labels([place])[place].name == "Viktor Swan"
    assert labels([place], at=at - timedelta(seconds=1))[place].name == "Viktor Lebed"


def test_labels_take_one_query_however_many(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    places = [("claim", key) for key in world.public_claims]
    places += [("speaker", world.lebed), ("topic", world.topic), ("scale", world.scale)]
    with django_assert_num_queries(1):
        assert len(labels(places)) == len(places)


def test_a_name_that_is_not_latin_stands_alone() -> None:
    document = {"name": "Виктор Лебедь", "aliases": [{"text": "Віктор Лебідь", "language": "uk"}]}
    assert label_of("speaker", "x-1", document).original_script_name == ""
