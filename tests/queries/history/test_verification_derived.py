"""Verification of what follows from the records: whatever is not what it should be is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from claims.actions.database.installing import install, lift
from claims.actions.drafts.recording import propose_change
from claims.domain.history.verify import Misfit
from claims.models import ClaimVersion, StanceCount
from claims.queries.history.verification import verify_database
from tests.looking_back import build_history, claim_of, noon
from tests.world import ANN, World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def late(world_on_record: World, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock():
        yield build_history(world_on_record)


def sneak(sql: str) -> None:
    """Change the database as somebody does who took the triggers away and put them back."""
    connection.check_constraints()
    lift(using="default")
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount
    connection.check_constraints()
    install(using="default")


def test_a_record_that_changed_in_every_way_verifies(world: World, late: str) -> None:
    verified = verify_database()
    assert verified.claims == len(world.public_claims)
    assert verified.versions == ClaimVersion.objects.count() > len(world.public_claims) + 8


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE claims_claim SET said_latest = '2031-01-01' WHERE key = '{w.turn}'", "said_latest is not"),
        ("UPDATE claims_claim SET said_earliest = '2001-01-01' WHERE key = '{w.turn}'", "said_earliest is"),
        ("UPDATE claims_claim SET said_newest = '2031-01-01' WHERE key = '{w.turn}'", "said_newest is not"),
        ("UPDATE claims_claim SET said_undated = (1 = 1) WHERE key = '{w.turn}'", "said_undated is not"),
        ("UPDATE claims_claim SET said_year = 1999 WHERE key = '{w.turn}'", "said_year is not what"),
        ("UPDATE claims_claim SET said_year = NULL WHERE key = '{w.turn}'", "said_year is not what"),
        ("UPDATE claims_claim SET search_text = 'x' WHERE key = '{w.turn}'", "search_text is not what"),
        (
            "UPDATE claims_claim SET revised_at = '2031-01-01 00:00:00' WHERE key = '{w.turn}'",
            "revised_at is not",
        ),
        ("UPDATE claims_claim SET published_at = NULL WHERE key = '{w.turn}'", "published_at is not what"),
        ("UPDATE claims_speaker SET search_text = '' WHERE slug = '{w.lebed}'", "lebed: the column search_t"),
        (
            "UPDATE claims_source SET published_latest = '2031-01-01' WHERE key = '{w.dated_source}'",
            "column published_latest is not what the record gives",
        ),
        ("UPDATE claims_event SET date_undated = (1 = 1) WHERE slug = '{w.event}'", "date_undated is not"),
    ],
)
def test_a_column_that_is_not_what_its_record_gives_is_named(
    world: World, late: str, sql: str, message: str
) -> None:
    sneak(sql.format(w=world))
    with pytest.raises(Misfit, match=message.format(w=world)):
        verify_database()


@pytest.mark.parametrize("name", ["public", "said_undated", "said_newest", "said_oldest"])
@pytest.mark.parametrize("table", ["stance", "relation"])
def test_a_copy_that_is_not_what_the_claim_has_is_named(
    world: World, late: str, table: str, name: str
) -> None:
    value = "'1999-01-01'" if name.endswith("est") else f"NOT {name}"
    sneak(
        f"UPDATE claims_{table} SET {name} = {value} WHERE claim_id ="
        f" (SELECT id FROM claims_claim WHERE key = '{world.turn}')"
    )
    with pytest.raises(Misfit, match=f"{world.turn}: its {table} [0-9]+ has another {name} than the claim"):
        verify_database()


@pytest.mark.parametrize(
    "assigned", ["speaker_id = speaker_id + 1", "speaker_id = NULL", "on_behalf_of_id = speaker_id"]
)
def test_a_stance_of_another_speaker_than_its_claim_is_named(world: World, late: str, assigned: str) -> None:
    sneak(
        f"UPDATE claims_stance SET {assigned} WHERE claim_id ="
        f" (SELECT id FROM claims_claim WHERE key = '{world.turn}')"
    )
    with pytest.raises(
        Misfit, match=f"{world.turn}: its stance [0-9]+ has another {assigned.split('_id')[0]}"
    ):
        verify_database()


def test_a_working_copy_whose_stance_is_shown_as_public_is_named(world: World, late: str) -> None:
    propose_change(record=replace(claim_of(world.turn), role="in the chamber"), by=ANN, at=noon(29))
    sneak(
        "UPDATE claims_stance SET public = (1 = 1) WHERE claim_id = (SELECT w.id FROM claims_claim w"
        f" JOIN claims_claim c ON w.amends_id = c.id WHERE c.key = '{world.turn}')"
    )
    with pytest.raises(
        Misfit, match=f"The working copy of {world.turn}: its stance [0-9]+ has another public"
    ):
        verify_database()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            "UPDATE claims_monthcount SET claims = claims + 1"
            " WHERE speaker = '{w.lebed}' AND topic = '' AND month = ''",
            "for the speaker {w.lebed} is",
        ),
        (
            "DELETE FROM claims_monthcount WHERE speaker = '{w.lebed}' AND topic = '' AND month = '2021-03'",
            "for the speaker {w.lebed} · 2021-03 is not there; counted again it is 2",
        ),
        (
            "UPDATE claims_monthcount SET month = '2021-04' WHERE month = '2021-03' AND speaker = '{w.lebed}'"
            " AND topic = ''",
            "for the speaker {w.lebed} .*2021-04 is",
        ),
        ("UPDATE claims_monthcount SET speaker = 'nobody' WHERE speaker = 'palace'", "for the speaker .* is"),
        (
            "INSERT INTO claims_monthcount (speaker, topic, month, claims) VALUES ('x', '', '', 0)",
            "The count kept for x is 0, where there should be none",
        ),
        ("DELETE FROM claims_stancecount WHERE speaker = '{w.lebed}'", "speaker {w.lebed} .* is not there"),
        (
            "UPDATE claims_stancecount SET basis = 'ascribed' WHERE answer = 'no'",
            "The count kept for the speaker .* is",
        ),
    ],
)
def test_a_kept_count_that_is_not_what_is_counted_again_is_named(
    world: World, late: str, sql: str, message: str
) -> None:
    assert StanceCount.objects.exists()
    sneak(sql.format(w=world))
    with pytest.raises(Misfit, match=message.format(w=world)):
        verify_database()
