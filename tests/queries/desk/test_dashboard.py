"""The numbers on the first page of the admin, each with the list that it counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from claims.actions.drafts.recording import propose_change
from claims.models import Claim
from claims.queries.desk.dashboard import Desk, desk
from claims.queries.desk.missing import LACKS
from tests.actions.drafts.small_records import AFTER, published
from tests.world import BOB, FOUNDED_AT, World

NOW = FOUNDED_AT + timedelta(days=9)


@pytest.fixture
def anns(world: World) -> Desk:
    return desk(name="ann", now=NOW)


def test_awaiting_review_stands_oldest_first_with_its_age(world: World, anns: Desk) -> None:
    waiting = Claim.objects.filter(state="submitted").order_by("changed_at", "pk")
    assert anns.awaiting.count == str(waiting.count())
    assert [claim.url for claim in anns.waiting] == [
        f"/admin/claims/claim/{claim.pk}/publish/?from=review" for claim in waiting[:5]
    ]
    assert anns.waiting[0].age.endswith(" days")
    assert anns.waiting[0].is_late


def test_a_change_is_among_the_drafts_of_who_began_it(world: World) -> None:
    public = published(world, "The ferry is late")
    before = {name: int(desk(name=name, now=NOW).own[0].count) for name in ("ann", "bob")}
    propose_change(record=replace(public, role="captain"), by=BOB, at=AFTER)
    assert int(desk(name="ann", now=NOW).own[0].count) == before["ann"]
    assert int(desk(name="bob", now=NOW).own[0].count) == before["bob"] + 1
    assert Claim.objects.get(key=public.key).author == "ann"


def test_everything_that_claims_can_lack_is_counted(anns: Desk) -> None:
    assert [number.label for number in anns.missing] == [lack.words for lack in LACKS.values()]
    assert any(number.count != "0" for number in anns.missing)


def test_the_panels_take_eleven_queries(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        desk(name="ann", now=NOW)
    # One reads the claim that waits, one what came back, one what is assigned, one the leads.
    assert len(asked) == 11
