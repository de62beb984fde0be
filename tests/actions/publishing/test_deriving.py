"""What follows from the records is made anew from them, and no record changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from claims.actions.publishing.deriving import derive_anew
from claims.actions.publishing.erasing import erase
from claims.domain.history.verify import Misfit
from claims.models import AuditEvent, ClaimFacet, ClaimVersion, LedgerRow, Revision, Unsealed
from claims.queries.history.verification import verify_database
from tests.looking_back import build_history, noon
from tests.projected import projection
from tests.queries.history.test_verification_derived import sneak
from tests.queries.history.test_verification_projection import NUMBER, OF_FIRST, OTHER_TEXT
from tests.world import BOB, World
from tests.world_shared import GAZETTE_MAY

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

WRONG = [
    "UPDATE claims_claim SET said_latest = '2031-01-01', said_newest = '2031-01-01', search_text = ''",
    "UPDATE claims_claim SET revised_at = NULL, published_at = NULL WHERE version > 0",
    "UPDATE claims_speaker SET search_text = ''",
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
    "UPDATE claims_recordversion SET valid_to = '1999-01-01 00:00:00' WHERE place = 'speaker:viktor-lebed'",
]


@pytest.fixture(scope="module")
def late(world_on_record: World, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock():
        yield build_history(world_on_record)


def test_whatever_is_wrong_is_right_again_and_nothing_was_amended(world: World, late: str) -> None:
    ledger, before = LedgerRow.objects.count(), projection()
    for sql in WRONG:
        sneak(sql)
    with pytest.raises(Misfit):
        verify_database()
    call_command("derive_records")
    verify_database()
    assert projection() == before
    assert LedgerRow.objects.count() == ledger
    assert AuditEvent.objects.order_by("pk").last().action == "derive"  # type: ignore[union-attr]
    connection.check_constraints()
    assert not Unsealed.objects.exists()


def test_what_only_an_erased_source_could_tell_is_kept(world: World, late: str) -> None:
    first = Revision.objects.get(record_type="source", record_key=GAZETTE_MAY, version=1)
    erase(
        record_type=first.record_type,
        key=first.record_key,
        contents=[first.version],
        reason="A court’s order.",
        by=BOB,
        at=noon(30),
    )
    before = projection()
    old = ClaimVersion.objects.get(key=world.first_support, version=1)
    derive_anew(by=BOB, at=noon(30))
    assert projection() == before
    assert not old.is_open
    assert ClaimFacet.objects.filter(version=old, value__facet="outlet").exists()
