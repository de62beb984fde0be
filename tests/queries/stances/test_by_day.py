"""The claims along a position."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import QuerySet

from claims.models import Claim, Position, Stance
from claims.queries.stances.by_day import (
    NEWEST,
    OLDEST,
    dated,
    first_said,
    latest_said,
    newest_claims_on,
    stances_on,
)
from tests.world import World


def test_the_newest_claims_on_positions_are_those_of_the_list_each_once(world: World) -> None:
    positions = [world.ordered_position, world.other_position]
    found = newest_claims_on(positions, without=[world.turn], most=100)
    there = Stance.objects.filter(position__slug__in=positions).values("claim")
    expected = Claim.objects.published().filter(pk__in=there).exclude(key=world.turn).newest_first()
    assert found == list(expected.values_list("pk", flat=True))
    assert newest_claims_on(positions, without=[world.turn], most=2) == found[:2]


def test_a_position_goes_from_its_oldest_claim_to_its_newest(world: World) -> None:
    row = Position.objects.filter(slug=world.ordered_position).annotate(
        first=first_said("pk").values("claim")[:1], latest=latest_said("pk").values("claim")[:1]
    )
    line = dated(stances_on(world.ordered_position)).order_by(*OLDEST)
    claims = list(line.values_list("claim", flat=True))
    newest = dated(stances_on(world.ordered_position)).order_by(*NEWEST)
    assert row.values_list("first", "latest").get() == (claims[0], newest.values_list("claim", flat=True)[0])


def test_only_public_claims_are_along_a_position(world: World) -> None:
    keys = set(stances_on(world.ordered_position).values_list("claim__key", flat=True))
    assert keys
    assert keys <= set(world.public_claims)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads tables as small as these whole")
def test_an_index_has_the_stances_in_order(world: World) -> None:
    line = stances_on(world.ordered_position)
    plans: list[QuerySet[Stance]] = [line.order_by(*NEWEST), dated(line).order_by(*OLDEST)]
    for rows in plans:
        plan = rows.explain()
        assert "USING INDEX stance_" in plan
        assert "TEMP B-TREE" not in plan
