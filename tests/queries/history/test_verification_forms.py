"""Verification of forms: nothing is kept in a form that a condition takes otherwise than a reader."""

from __future__ import annotations

import pytest
from django.db import connection

from claims.actions.editing.arranging import pick_question
from claims.domain.history.verify import Misfit
from claims.models import Position
from claims.queries.history.verification import verify_database
from tests.looking_back import noon
from tests.sneaking import change_by_sql
from tests.world import BOB, World

pytestmark = [pytest.mark.slow, pytest.mark.same_sql]


@pytest.fixture(scope="module")
def world_on_record(unguarded_history: World) -> World:
    return unguarded_history


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no other form of these kinds")
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("claim", "said_undated", "2"),
        ("claim", "said_undated", "-1"),
        ("claim", "said_earliest", "'20210310'"),
        ("claim", "published_at", "'2022-03-01T09:00:00'"),
        ("event", "date_undated", "'no'"),
        ("claimversion", "valid_to", "REPLACE(valid_to, ' ', 'T')"),
        ("formeraddress", "undone_at", "'never'"),
        ("revision", "valid_from", "'2022-03-01 09:00:00+01:00'"),
    ],
)
def test_what_sql_takes_otherwise_than_a_reader_does_is_named(
    world: World, table: str, column: str, value: str
) -> None:
    """2 is a truth in a condition and none when it is read; an instant that is none hides an address."""
    change_by_sql(f"UPDATE claims_{table} SET {column} = {value}")
    with pytest.raises(Misfit, match=f"{column} of the .* number|cannot be read|was changed"):
        verify_database()


def test_a_second_question_of_the_moment_is_named(world: World) -> None:
    position = Position.objects.get(slug=world.ordered_position)
    pick_question(position=position, by=BOB, at=noon(30))
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("ALTER TABLE claims_frontquestion DROP CONSTRAINT front_question_is_one")
        cursor.execute(
            "INSERT INTO claims_frontquestion (place, position_id, picked_by, picked_at)"
            " SELECT 2, position_id, picked_by, picked_at FROM claims_frontquestion"
        )
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    with pytest.raises(Misfit, match="two questions of the moment"):
        verify_database()
