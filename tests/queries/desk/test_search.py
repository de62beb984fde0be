"""How the search of the desk reads claims; what it finds stands with the list of claims."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from claims.models import Claim
from claims.queries.desk.search import find_claims, unsealed_claims
from tests.world import World


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Each engine tells its plans in words of its own")
def test_drafts_and_changes_are_found_by_their_states_and_no_public_row_is_read(world: World) -> None:
    plan = find_claims(Claim.objects.order_by(), "bridge").explain()
    assert re.search(r"INDEX (claim_of_state|claim_lacks) \(state=", plan), plan
    assert "claim_of_change_state (change_state=" in plan
    assert not re.search(r"SCAN (claims_claim|U0|V0)", plan), plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Each engine tells its plans in words of its own")
def test_they_are_also_where_the_statistics_are_those_of_many_claims(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # SQLite expects as many claims in each state.
        cursor.execute("UPDATE sqlite_stat1 SET stat = '99999 33333 2 1 1' WHERE tbl = 'claims_claim'")
        cursor.execute("ANALYZE sqlite_schema")
    plan = unsealed_claims().explain()
    assert "SCAN" not in plan, plan
