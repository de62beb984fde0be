"""Verification of what follows from the records: whatever is not what it should be is named."""

from __future__ import annotations

import pytest

from claims.domain.history.verify import Misfit
from claims.models import ClaimVersion, StanceCount
from claims.queries.history.verification import verify_database
from tests.sneaking import change_by_sql
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world_on_record(unguarded_history: World) -> World:
    return unguarded_history


def test_a_record_that_changed_in_every_way_verifies(world: World) -> None:
    verified = verify_database()
    assert verified.claims == len(world.public_claims)
    assert verified.versions == ClaimVersion.objects.count() > len(world.public_claims) + 8


@pytest.mark.same_sql
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
        # Drafts, and what was withdrawn.
        ("UPDATE claims_claim SET text = 'x' WHERE key = '{w.draft}'", "{w.draft}: the column text is not"),
        ("UPDATE claims_claim SET lacks = '' WHERE key = '{w.submitted}'", "lacks is not what the record"),
        ("UPDATE claims_claim SET said = '1999' WHERE key = '{w.withdrawn}'", "{w.withdrawn}: the column"),
        ("UPDATE claims_topic SET name = 'x' WHERE slug = '{w.unseen_topic}'", "column name is not what"),
        (
            "DELETE FROM claims_deskvalue WHERE field = 'chain.source' AND claim_id ="
            " (SELECT id FROM claims_claim WHERE key = '{w.draft}')",
            "{w.draft}: the values of chain.source",
        ),
        ("UPDATE claims_claim SET document = '{{}}' WHERE key = '{w.draft}'", "claim {w.draft}"),
    ],
)
def test_a_column_that_is_not_what_its_record_gives_is_named(world: World, sql: str, message: str) -> None:
    change_by_sql(sql.format(w=world))
    with pytest.raises(Misfit, match=message.format(w=world)):
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
            "UPDATE claims_stancecount SET unchanged = NOT unchanged WHERE answer = 'no'",
            "The count kept for the speaker .* is",
        ),
    ],
)
def test_a_kept_count_that_is_not_what_is_counted_again_is_named(
    world: World, sql: str, message: str
) -> None:
    assert StanceCount.objects.exists()
    change_by_sql(sql.format(w=world))
    with pytest.raises(Misfit, match=message.format(w=world)):
        verify_database()
