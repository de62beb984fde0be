"""Verification of merges and renamings: old addresses lead where sealed revisions say, and nowhere else."""

from __future__ import annotations

from io import BytesIO

import pytest
from pytest_django import DjangoDbBlocker

from claims.actions.merging.merging import merge, rename
from claims.actions.merging.unmerging import undo_move
from claims.domain.history.verify import Misfit
from claims.models import FormerAddress
from claims.queries.history.export import history_texts, public_texts
from claims.queries.history.verification import verify_database, verify_export
from tests.looking_back import noon
from tests.sneaking import change_by_sql, take_triggers_away
from tests.world import ANN, BOB, World

pytestmark = [pytest.mark.slow, pytest.mark.same_sql]


def moved(world: World) -> None:
    """A topic is renamed and gets its slug back; a speaker is merged, comes back and is merged again."""
    rename(record_type="topic", key="trade", now_key="tolls", note="Wider.", by=ANN, approver=BOB, at=noon(5))
    undo("trade", 6)
    merge(record_type="speaker", key=world.press_office, into=world.palace, note="One.", by=ANN, approver=BOB,
          at=noon(7))  # fmt: skip
    undo(world.press_office, 8)
    merge(record_type="speaker", key=world.press_office, into=world.ministry, note="No.", by=BOB,
          approver=ANN, at=noon(9))  # fmt: skip


def undo(key: str, day: int) -> None:
    former = FormerAddress.objects.get(key=key, undone_at=None).pk
    undo_move(former=former, note="Back.", by=BOB, approver=ANN, at=noon(day))


@pytest.fixture(scope="module")
def world_on_record(world_on_record: World, django_db_blocker: DjangoDbBlocker) -> World:
    """The world in which all of that was done, and without triggers."""
    with django_db_blocker.unblock():
        moved(world_on_record)
        take_triggers_away()
    return world_on_record


def test_every_move_and_what_was_taken_back_verifies_in_the_database_and_in_an_export(world: World) -> None:
    assert verify_database().moves == 4
    export = "".join(f"{text}\n" for texts in (public_texts(), history_texts()) for text in texts)
    assert verify_export(BytesIO(export.encode()), "e.jsonl").moves == 4


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE claims_formeraddress SET now_key = 'x' WHERE undone_at IS NULL", "topic tolls leads to"),
        ("UPDATE claims_formeraddress SET undone_at = NULL WHERE key = 'trade'", "trade leads to tolls"),
        ("UPDATE claims_formeraddress SET undone_by = 'eve' WHERE key = 'trade'", "trade leads to tolls"),
        ("UPDATE claims_formeraddress SET \"by\" = 'eve' WHERE key = 'tolls'", "tolls leads to trade"),
        ("DELETE FROM claims_formeraddress WHERE key = 'tolls'", "topic tolls leads to trade by"),
        (
            "INSERT INTO claims_formeraddress (record_type, key, now_key, kind, at, \"by\", ledger_row_id,"
            " undone_by) SELECT 'speaker', 'anna-roe', 'palace', 'merge', at, \"by\", ledger_row_id, ''"
            " FROM claims_formeraddress WHERE key = 'tolls'",
            "The former address of the speaker anna-roe leads to palace: no revision says so",
        ),
    ],
)  # fmt: skip
def test_a_former_address_that_no_revision_tells_is_named(world: World, sql: str, message: str) -> None:
    change_by_sql(sql)
    with pytest.raises(Misfit, match=message):
        verify_database()
