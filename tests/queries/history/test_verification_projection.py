"""Verification of the public projection: every kind of wrong row is named."""

from __future__ import annotations

import pytest

from claims.actions.publishing.erasing import erase
from claims.domain.history.verify import Misfit
from claims.models import ClaimVersion, FacetCount, RecordVersion, Revision
from claims.models.projection import SERIALS, first_number
from claims.queries.history.verification import verify_database
from claims.queries.history.verification_projection import check_projection
from tests import world_claims as said
from tests.looking_back import noon
from tests.queries.history.projected_rows import FIRST, NUMBER_OF_FIRST, OF_FIRST, TURN, value
from tests.sneaking import change_by_sql
from tests.world import BOB, World
from tests.world_shared import GAZETTE_MAY

pytestmark = pytest.mark.slow

DRAFT = said.DRAFT["key"]


@pytest.fixture(scope="module")
def world_on_record(unguarded_history: World) -> World:
    return unguarded_history


@pytest.mark.same_sql
@pytest.mark.parametrize(
    ("assigned", "message"),
    [
        ("valid_to = '2031-01-01 00:00:00'", "valid_to"),
        ("valid_from = '2001-01-01 00:00:00'", "valid_from"),
        ("published_at = '2001-01-01 00:00:00'", "published_at"),
        ("said = '1999'", "said"),
        ("said_latest = '1999-01-01'", "said_latest"),
        ("said_earliest = '1999-01-01'", "said_earliest"),
        ("said_oldest = '1999-01-01'", "said_oldest"),
        ("said_undated = (1 = 1)", "said_undated"),
        ("revision_id = revision_id + 1", "revision_id"),
    ],
)
def test_a_column_of_a_version_that_is_not_what_its_text_gives_is_named(
    world: World, assigned: str, message: str
) -> None:
    change_by_sql(f"UPDATE claims_claimversion SET {assigned} WHERE {OF_FIRST}")
    with pytest.raises(Misfit, match=rf"claim {FIRST} is not what version 1 gives \({message}\)"):
        check_projection()


def test_a_version_under_another_version_is_named(world: World) -> None:
    change_by_sql(f"UPDATE claims_claimversion SET version = 2 WHERE {OF_FIRST}")
    with pytest.raises(Misfit, match=rf"claim {FIRST} is not what version [0-9] gives \(version\)"):
        check_projection()


def test_an_open_version_that_is_said_to_have_ended_is_named(world: World) -> None:
    change_by_sql(
        "UPDATE claims_claimversion SET is_open = (1 = 0), valid_to = '2031-01-01 00:00:00'"
        f" WHERE key = '{TURN}' AND is_open"
    )
    with pytest.raises(Misfit, match=rf"claim {TURN} is not what version 1 gives \((is_open|valid_to)\)"):
        check_projection()


def test_a_value_that_its_text_does_not_give_is_named(world: World) -> None:
    row = ClaimVersion.objects.get(key=FIRST, version=1)
    body = FacetCount.objects.get(facet="on_behalf_of", value=world.palace).pk
    other = FacetCount.objects.exclude(pk=body).filter(facet="on_behalf_of").first()
    if other is None:
        other = FacetCount.objects.create(facet="on_behalf_of", value="nobody")
    parts = row.values.split(";")
    wrong = ";".join(str(other.pk) if part == str(body) else part for part in parts)
    assert wrong != row.values
    change_by_sql(f"UPDATE claims_claimversion SET \"values\" = '{wrong}' WHERE {OF_FIRST}")
    with pytest.raises(Misfit, match=rf"claim {FIRST} is not what version 1 gives \(on_behalf_of "):
        check_projection()


def test_values_in_another_order_of_facets_are_named(world: World) -> None:
    row = ClaimVersion.objects.get(key=FIRST, version=1)
    first, second, *rest = row.values.split(";")
    assert first != second
    for wrong in (";".join([second, first, *rest]), ";".join([first, second])):
        change_by_sql(f"UPDATE claims_claimversion SET \"values\" = '{wrong}' WHERE {OF_FIRST}")
        with pytest.raises(Misfit, match=f"claim {FIRST} has its values in another order"):
            check_projection()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            f"DELETE FROM claims_claimfacet WHERE version_id = {NUMBER_OF_FIRST}"
            f" AND value_id = {value('on_behalf_of', 'palace')}",
            f"claim {FIRST} lacks one of its facet values",
        ),
        (
            f"UPDATE claims_claimfacet SET is_open = (1 = 1) WHERE version_id = {NUMBER_OF_FIRST}"
            f" AND value_id = {value('on_behalf_of', 'palace')}",
            f"claim {FIRST} lacks one of its facet values",
        ),
        (
            f"UPDATE claims_claimfacet SET value_id = {value('topic', 'trade')}"
            f" WHERE version_id = {NUMBER_OF_FIRST} AND value_id = {value('on_behalf_of', 'palace')}",
            f"claim {FIRST} lacks one of its facet values",
        ),
        (
            "INSERT INTO claims_claimfacet (value_id, version_id, is_open)"
            f" VALUES ({value('speaker', 'maria-solano')}, {NUMBER_OF_FIRST}, (1 = 0))",
            "holds a facet value of a claim that does not have it",
        ),
        (
            f"INSERT INTO claims_claimfacet (value_id, version_id, is_open)"
            f" VALUES ({value('speaker', 'maria-solano')}, 7, (1 = 1))",
            "holds a facet value of a claim that does not have it",
        ),
    ],
)
def test_a_link_from_a_value_to_a_version_that_is_missing_or_too_many_is_named(
    world: World, sql: str, message: str
) -> None:
    change_by_sql(sql)
    with pytest.raises(Misfit, match=message):
        check_projection()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE claims_facetcount SET number = 99 WHERE facet = 'all'", "kept count all is wrong; .* it is"),
        ("UPDATE claims_facetcount SET number = 99 WHERE facet = 'topic' AND value = 'trade'",
         "topic · trade is 99; "),
        ("INSERT INTO claims_facetcount (facet, value, number) VALUES ('lang', 'xx', 1)",
         "lang · xx is 1; "),
        ("UPDATE claims_facetcount SET number = -1 WHERE facet = 'speaker' AND value = 'anna-roe'",
         "speaker · anna-roe is -1; "),
        ("UPDATE claims_facetcount SET number = number + 1 WHERE facet = 'type' AND value = 'topic'",
         "type · topic is wrong"),
        ("DELETE FROM claims_facetcount WHERE facet = 'type' AND value = 'topic'", "type · topic is wrong"),
        ("DELETE FROM claims_facetcount WHERE facet = 'all'", "kept count all is wrong|not what version"),
        ("DELETE FROM claims_facetcount WHERE facet = 'topic' AND value = 'trade'", "topic trade"),
        ("INSERT INTO claims_facetcount (facet, value, number) VALUES ('type', 'dragon', 1)",
         "a type that has none"),
        ("INSERT INTO claims_facetcount (facet, value, number) VALUES ('colour', 'red', 0)",
         "a kept count of a facet that does not exist"),
    ],
)  # fmt: skip
def test_a_kept_count_that_is_not_what_is_counted_again_is_named(
    world: World, sql: str, message: str
) -> None:
    change_by_sql(sql)
    with pytest.raises(Misfit, match=message):
        check_projection()


@pytest.mark.parametrize(
    ("assigned", "place", "version"),
    [
        ("valid_to = '2031-01-01 00:00:00'", "source:" + GAZETTE_MAY, 1),
        ("valid_to = NULL", "source:" + GAZETTE_MAY, 1),
        ("valid_to = '2031-01-01 00:00:00'", "speaker:viktor-lebed", 1),
        ("valid_from = '2001-01-01 00:00:00'", "speaker:viktor-lebed", 1),
        ("valid_to = NULL", "speaker:anna-roe", 2),
    ],
)
def test_a_version_of_a_record_with_other_times_is_named(
    world: World, assigned: str, place: str, version: int
) -> None:
    change_by_sql(
        f"UPDATE claims_recordversion SET {assigned} WHERE place = '{place}' AND version = {version}"
    )
    with pytest.raises(Misfit, match=f"does not hold version {version} of {place} as it was sealed"):
        check_projection()


@pytest.mark.parametrize(
    ("place", "version"), [("speaker:anna-roe", 1), ("topic:trade", 1), (f"claim:{FIRST}", 3)]
)
def test_a_version_of_a_record_that_is_missing_is_named(world: World, place: str, version: int) -> None:
    row = RecordVersion.objects.get(place=place, version=version)
    for table, below in (("claims_recordreference", row.references), ("claims_recordword", row.words)):
        if below.exists():
            change_by_sql(f"DELETE FROM {table} WHERE version_id = {row.pk}")
    change_by_sql(f"DELETE FROM claims_recordversion WHERE id = {row.pk}")
    with pytest.raises(Misfit, match=f"projection lacks version {version} of {place}"):
        check_projection()


@pytest.mark.parametrize(
    "place", ["speaker:nobody", f"claim:{said.WITHDRAWN['key']}", "speaker:otto-ungesehen"]
)
def test_a_version_of_a_record_that_is_not_public_is_named(world: World, place: str) -> None:
    record = Revision.objects.get(record_type="claim", record_key=said.WITHDRAWN["key"], version=1)
    RecordVersion.objects.create(
        record_type=place.partition(":")[0],
        place=place,
        version=1,
        revision=record,
        valid_from=record.valid_from,
    )
    with pytest.raises(Misfit, match=f"holds version 1 of {place}, which is not public"):
        check_projection()


def test_a_place_to_which_a_version_does_not_refer_is_named(world: World) -> None:
    pk = RecordVersion.objects.get(place=f"position:{world.ordered_position}", valid_to=None).pk
    change_by_sql(f"INSERT INTO claims_recordreference (place, version_id) VALUES ('topic:trade-', {pk})")
    with pytest.raises(Misfit, match=f"version 1 of position:{world.ordered_position} as it was sealed"):
        check_projection()


def test_a_word_that_no_name_has_is_named(world: World) -> None:
    pk = RecordVersion.objects.get(place=f"position:{world.ordered_position}", valid_to=None).pk
    change_by_sql(f"INSERT INTO claims_recordword (word, written, version_id) VALUES ('tunnel', '', {pk})")
    with pytest.raises(Misfit, match=f"version 1 of position:{world.ordered_position} as it was sealed"):
        check_projection()


def test_a_version_of_a_claim_that_is_not_public_is_named(world: World) -> None:
    change_by_sql(f"UPDATE claims_claimversion SET key = '{DRAFT}' WHERE {OF_FIRST}")
    with pytest.raises(Misfit, match=f"holds the claim {DRAFT}, which is not public"):
        check_projection()


def test_a_version_too_many_is_named(world: World) -> None:
    row = ClaimVersion.objects.get(key=FIRST, version=1)
    row.number, row.valid_from = row.number + 1_000, noon(21)
    row.version, row.valid_to = 9, noon(22)
    row.save(force_insert=True)
    with pytest.raises(Misfit, match=f"has 4 rows of the claim {FIRST}; its revisions give 3"):
        check_projection()


def test_a_version_that_is_missing_is_named(world: World) -> None:
    rows = ClaimVersion.objects.filter(key=world.later_support)
    number = rows.count()
    last = rows.order_by("valid_from").last()
    assert last is not None
    change_by_sql(f"DELETE FROM claims_claimfacet WHERE version_id = {last.number}")
    change_by_sql(f"DELETE FROM claims_claimversion WHERE number = {last.number}")
    with pytest.raises(
        Misfit, match=f"has {number - 1} rows of the claim {world.later_support}; its revisions give {number}"
    ):
        check_projection()


@pytest.mark.parametrize("days", [1, -400])
def test_a_number_of_another_day_is_named(world: World, days: int) -> None:
    """The links go along: nothing else is wrong, but the claim stands at another place of every list."""
    row = ClaimVersion.objects.get(key=TURN, is_open=True)
    assert row.number >= first_number(row.said_latest)
    number = row.number + days * SERIALS
    for table, column in (("claimfacet", "version_id"), ("claimversion", "number")):
        change_by_sql(f"UPDATE claims_{table} SET {column} = {number} WHERE {column} = {row.number}")
    with pytest.raises(Misfit, match=rf"claim {TURN} is not what version 1 gives \(day\)"):
        check_projection()


def test_past_days_that_an_erasure_leaves_untold_are_left_alone(world: World) -> None:
    first = Revision.objects.get(record_type="source", record_key=GAZETTE_MAY, version=1)
    erase(
        record_type=first.record_type,
        key=first.record_key,
        contents=[first.version],
        reason="A court’s order.",
        by=BOB,
        at=noon(30),
    )
    verify_database()
