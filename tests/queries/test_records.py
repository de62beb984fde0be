from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from claims.domain.record.claim import ClaimRecord
from claims.queries.records import public_documents, public_record, public_records, withdrawn_claim
from tests.world import FOUNDED_AT, World

pytestmark = pytest.mark.django_db


def _text(world: World, version: int | None = None) -> str:
    found = public_record("claim", world.amended, version=version)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    return found.record.words.text


def test_the_latest_version_is_the_one_of_today(world: World) -> None:
    found = public_record("claim", world.amended)
    assert found is not None
    assert (found.version, found.change_class) == (3, "correction")


def test_an_earlier_version_keeps_its_words(world: World) -> None:
    assert _text(world, version=1) != _text(world)
    assert _text(world, version=2) == _text(world, version=1)


def test_of_an_instant_there_is_the_version_that_held_then(world: World) -> None:
    versions = {
        found.version
        for minutes in range(200)
        if (found := public_record("claim", world.amended, at=FOUNDED_AT + timedelta(minutes=minutes)))
    }
    assert versions == {1, 2, 3}
    assert public_record("claim", world.amended, at=FOUNDED_AT - timedelta(days=1)) is None


@pytest.mark.parametrize("kind", ["draft", "submitted", "returned", "withdrawn"])
def test_what_is_not_public_is_not_found(world: World, kind: str) -> None:
    key = getattr(world, kind)
    assert public_record("claim", key) is None
    assert public_record("claim", key, version=1) is None
    assert not public_records([("claim", key)])
    assert not public_documents([("claim", key)])


def test_a_version_that_never_was_and_a_type_that_is_none_are_not_found(world: World) -> None:
    assert public_record("claim", world.amended, version=4) is None
    assert public_record("no-such-type", world.amended) is None


def test_a_withdrawn_claim_keeps_its_versions_for_its_history(world: World) -> None:
    found = withdrawn_claim(world.withdrawn, 1)
    assert found is not None
    assert isinstance(found.record, ClaimRecord)
    assert withdrawn_claim(world.first_support, 1) is None
    assert withdrawn_claim(world.draft, 1) is None


def test_any_number_of_records_takes_one_query(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    places = [("claim", key) for key in world.public_claims]
    places += [("speaker", world.lebed), ("outlet", world.gazette), ("position", world.ordered_position)]
    with django_assert_num_queries(1):
        assert len(public_records(places)) == len(places)
    with django_assert_num_queries(0):
        assert not public_records([])
