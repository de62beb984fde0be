"""What follows from the records is made anew from them, and no record changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from msgspec.structs import replace

from claims.actions.publishing.deriving import derive_anew
from claims.actions.publishing.erasing import erase
from claims.domain.history.verify import Misfit
from claims.domain.record.shared import SourceRecord
from claims.models import AuditEvent, Claim, ClaimFacet, ClaimVersion, DeskValue, LedgerRow
from claims.queries.history.verification import verify_database
from tests.looking_back import change, noon, record_of
from tests.projected import projection
from tests.queries.history.projected_rows import NUMBER, OF_FIRST, OTHER_TEXT
from tests.sealed import all_sealed
from tests.sneaking import sneak
from tests.world import BOB, World
from tests.world_shared import GAZETTE_MAY

pytestmark = pytest.mark.slow

WRONG = [
    "UPDATE claims_claim SET said_latest = '2031-01-01', said_newest = '2031-01-01', search_text = ''",
    "UPDATE claims_claim SET revised_at = NULL, published_at = NULL WHERE version > 0",
    "UPDATE claims_claim SET text = 'X', language = 'eo', form = 'summary', kind = 'promise', said = '2001'",
    "UPDATE claims_claim SET speaker_id = (SELECT MAX(id) FROM claims_speaker), on_behalf_of_id = NULL",
    "UPDATE claims_claim SET lacks = '', occasion_label = 'X'",
    "DELETE FROM claims_deskvalue WHERE field = 'chain.source'",
    "UPDATE claims_deskvalue SET value = value || 'X' WHERE field LIKE 'stances%'",
    "UPDATE claims_speaker SET search_text = '', name = 'X', kind = 'group', part_of_id = NULL",
    "UPDATE claims_source SET title = 'X', archived_url = 'X', outlet_id = NULL",
    "UPDATE claims_source SET published_undated = NOT published_undated",
    "UPDATE claims_facetcount SET number = number + 1 WHERE facet NOT IN ('version', 'serial')",
    "UPDATE claims_monthcount SET claims = claims + 1",
    "DELETE FROM claims_stancecount",
    "DELETE FROM claims_claimidentity",
    f"UPDATE claims_search SET {OTHER_TEXT}",
    f"DELETE FROM claims_search WHERE {NUMBER} = (SELECT MIN({NUMBER}) FROM claims_search)",
    f"UPDATE claims_search_ended SET {OTHER_TEXT}",
    f"UPDATE claims_claimversion SET said_latest = '1999-01-01' WHERE {OF_FIRST}",
    f"DELETE FROM claims_claimfacet WHERE version_id = (SELECT MIN({NUMBER}) FROM claims_search_ended)",
    f"UPDATE claims_search_names SET {OTHER_TEXT}",
    "UPDATE claims_recordversion SET valid_to = '1999-01-01 00:00:00' WHERE place = 'speaker:viktor-lebed'",
]


@pytest.fixture(scope="module")
def world_on_record(history_on_record: World) -> World:
    return history_on_record


def rows_of_the_desk() -> tuple[list[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """Everything in the rows of claims, and the values by which the desk finds them."""
    values = DeskValue.objects.values_list("claim", "field", "value")
    return list(Claim.objects.order_by("pk").values_list()), set(values)


@pytest.mark.postgresql
def test_whatever_is_wrong_is_right_again_and_nothing_was_amended(world: World) -> None:
    ledger, before, desk = LedgerRow.objects.count(), projection(), rows_of_the_desk()
    sneak(*WRONG)
    with pytest.raises(Misfit):
        verify_database()
    call_command("derive_records")
    verify_database()
    assert projection() == before
    assert rows_of_the_desk() == desk
    assert LedgerRow.objects.count() == ledger
    assert AuditEvent.objects.order_by("pk").last().action == "derive"  # type: ignore[union-attr]
    connection.check_constraints()
    assert all_sealed()


def erase_source(key: str, **parts: Any) -> None:
    erase(record_type="source", key=key, **parts, reason="A court’s order.", by=BOB, at=noon(30))


@pytest.mark.postgresql
def test_what_only_an_erased_source_could_tell_is_kept(world: World) -> None:
    erase_source(GAZETTE_MAY, contents=[1])
    before = projection()
    old = ClaimVersion.objects.get(key=world.first_support, version=1)
    derive_anew(by=BOB, at=noon(30))
    assert projection() == before
    assert not old.is_open
    assert ClaimFacet.objects.filter(version=old, value__facet="outlet").exists()


def test_values_that_are_stored_in_the_order_of_other_facets_are_stored_in_that_of_today(
    world: World,
) -> None:
    """As after an upgrade to a version that has another facet."""
    erase_source(GAZETTE_MAY, contents=[1])
    before = projection()
    for row in ClaimVersion.objects.all():
        first, _, others = row.values.partition(";")
        values = f"{others};{first}"
        sneak(f"UPDATE claims_claimversion SET \"values\" = '{values}' WHERE number = {row.number}")
    with pytest.raises(Misfit, match="another order"):
        verify_database()
    derive_anew(by=BOB, at=noon(30))
    verify_database()
    assert projection() == before


@pytest.mark.postgresql
def test_claims_stay_in_the_lists_of_past_days_if_an_erased_text_of_their_source_told_the_same(
    world: World, client: Client
) -> None:
    source = record_of("source", world.spanish_source)
    assert isinstance(source, SourceRecord)
    change(29, replace(source, title="El puente no se construirá"))
    erase_source(world.spanish_source, contents=[1])
    asked, rows = "/claims.json?as_of=2022-03-28", projection()
    before = client.get(asked).json()["count"]
    assert before
    derive_anew(by=BOB, at=noon(30))
    assert client.get(asked).json()["count"] == before
    assert projection() == rows
    verify_database()


@pytest.mark.postgresql
def test_an_open_row_of_a_claim_with_an_erased_source_begins_when_it_did(world: World) -> None:
    erase_source(GAZETTE_MAY, contents=[1])
    sneak(
        "UPDATE claims_claimversion SET valid_from = '2022-03-29 12:00:00'"
        f" WHERE key = '{world.later_support}' AND is_open"
    )
    with pytest.raises(Misfit, match=rf"claim {world.later_support} .* \(valid_from\)"):
        verify_database()


def test_a_source_that_lost_a_note_alone_still_tells_all_of_its_claims(world: World) -> None:
    before = projection()
    erase_source(GAZETTE_MAY, notes=[2])
    sneak(
        "UPDATE claims_claimversion SET said_latest = '1999-01-01'"
        f" WHERE key = '{world.later_support}' AND valid_to = '2022-03-08 12:00:00'"
    )
    with pytest.raises(Misfit, match=r"version 1 gives \(said_latest\)"):
        verify_database()
    derive_anew(by=BOB, at=noon(30))
    assert projection() == before
