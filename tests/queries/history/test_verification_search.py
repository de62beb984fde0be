"""Verification of the search: every word and row too many or missing in it is named."""

from __future__ import annotations

import pytest

from claims.domain.history.verify import Misfit
from claims.queries.history.verification_projection import check_projection
from tests.queries.history.projected_rows import FIRST, NUMBER, NUMBER_OF_FIRST, OTHER_TEXT, TURN
from tests.sneaking import change_by_sql
from tests.world import World

pytestmark = pytest.mark.slow
TEXT = OTHER_TEXT.partition(" ")[0]
OF_TURN = f"{NUMBER} = (SELECT number FROM claims_claimversion WHERE key = '{TURN}' AND is_open)"
OF_LEBED = f"{NUMBER} = (SELECT id FROM claims_facetcount WHERE facet = 'speaker' AND value = 'viktor-lebed')"
OF_ENDED = f"{NUMBER} = (SELECT MIN({NUMBER}) FROM claims_search_ended)"


@pytest.fixture(scope="module")
def world_on_record(unguarded_history: World) -> World:
    return unguarded_history


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            f"UPDATE claims_search SET {OTHER_TEXT} WHERE {OF_TURN}",
            f"hold version 1 of the claim {TURN} as it reads",
        ),
        (f"DELETE FROM claims_search WHERE {OF_TURN}", f"does not hold version 1 of the claim {TURN}"),
        (
            f"UPDATE claims_search SET {NUMBER} = {NUMBER} + 100 WHERE {OF_TURN}",
            f"does not hold version 1 of the claim {TURN}",
        ),
        (
            f"UPDATE claims_search_ended SET {OTHER_TEXT} WHERE {OF_ENDED}",
            "does not hold version 1 of the claim [0-9a-z]+ as it reads",
        ),
        (f"DELETE FROM claims_search_ended WHERE {OF_ENDED}", "does not hold version 1 of the claim"),
        (
            f"UPDATE claims_search_names SET {OTHER_TEXT} WHERE {OF_LEBED}",
            "does not hold the names of the speaker viktor-lebed",
        ),
        (
            f"DELETE FROM claims_search_names WHERE {OF_LEBED}",
            "does not hold the names of the speaker viktor-lebed",
        ),
        (
            f"INSERT INTO claims_search_names ({NUMBER}, {TEXT})"
            f" SELECT 1000000, {TEXT} FROM claims_search_names LIMIT 1",
            "holds names under number 1000000, which are not to be found",
        ),
    ],
)
def test_what_the_search_finds_otherwise_than_it_reads_is_named(world: World, sql: str, message: str) -> None:
    change_by_sql(sql)
    with pytest.raises(Misfit, match=message):
        check_projection()


@pytest.mark.parametrize("table", ["claims_search", "claims_search_ended"])
def test_what_the_search_would_find_and_is_not_to_be_found_is_named(world: World, table: str) -> None:
    text = OTHER_TEXT.partition(" ")[0]
    change_by_sql(f"INSERT INTO {table} ({NUMBER}, {text}) SELECT 7, {text} FROM {table} LIMIT 1")
    with pytest.raises(Misfit, match="holds number 7, which is not to be found"):
        check_projection()


def test_an_ended_version_in_the_index_of_today_is_named(world: World) -> None:
    text = OTHER_TEXT.partition(" ")[0]
    change_by_sql(
        f"INSERT INTO claims_search ({NUMBER}, {text})"
        f" SELECT {NUMBER_OF_FIRST}, {text} FROM claims_search LIMIT 1"
    )
    with pytest.raises(Misfit, match=f"holds version 1 of the claim {FIRST}, which is not to be found"):
        check_projection()
