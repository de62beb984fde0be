"""A database that cannot do its work now is told from one that refuses what it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.test import Client

from claims.database.condition import Condition, condition_of, refused_by
from claims.models import Topic
from tests.world import World

State = Callable[[], AbstractContextManager[None]]


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


@contextmanager
def read_only() -> Iterator[None]:
    """The database as a standby or a mounted snapshot is."""
    with taken_back("PRAGMA query_only = OFF"):
        execute("PRAGMA query_only = ON" if is_sqlite() else "SET TRANSACTION READ ONLY")
        yield


@contextmanager
def full() -> Iterator[None]:
    """The database on a disk without room; of PostgreSQL it is the code that a full disk has."""
    with taken_back("PRAGMA max_page_count = 1073741823"):
        if is_sqlite():
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA page_count")
                pages = cursor.fetchone()[0]
            execute(f"PRAGMA max_page_count = {pages}")
        else:
            execute(NO_ROOM)
        yield


NO_ROOM = """
    CREATE FUNCTION pg_temp.no_room() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON claims_topic EXECUTE FUNCTION pg_temp.no_room();
"""


@contextmanager
def taken_back(afterwards: str) -> Iterator[None]:
    """A savepoint that nothing outlives; SQLite, whose settings outlive it, is told ``afterwards``."""
    saved = transaction.savepoint()
    try:
        yield
    finally:
        transaction.get_connection().needs_rollback = False
        transaction.savepoint_rollback(saved)
        if is_sqlite():
            execute(afterwards)


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, None)


def write_much() -> None:
    Topic.objects.create(
        slug="roads",
        name="Roads",
        document="x" * 500_000,
        created_at="2026-01-01T00:00Z",
        changed_at="2026-01-01T00:00Z",
    )


def ask_nonsense() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT never FROM claims_claim")


@pytest.mark.parametrize(("state", "condition"), [(read_only, Condition.READ_ONLY), (full, Condition.FULL)])
def test_a_database_that_cannot_be_written_says_why(world: World, state: State, condition: Condition) -> None:
    with pytest.raises(DatabaseError) as caught, state():
        write_much()
    assert condition_of(caught.value) is condition
    with pytest.raises(type(caught.value)):
        refused_by(caught.value)


def test_what_the_database_refuses_is_no_state_of_it(world: World) -> None:
    for refused in (ask_nonsense, lambda: Topic.objects.update(state="nowhere")):
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            refused()
        assert condition_of(caught.value) is None
        assert "refuses" in refused_by(caught.value)
    assert condition_of(IntegrityError("without a code")) is None
    assert condition_of(ValueError("no number")) is None


def test_a_connection_that_is_gone_has_no_code() -> None:
    assert condition_of(OperationalError("connection refused")) is Condition.AWAY
    assert condition_of(InterfaceError("connection already closed")) is Condition.AWAY


def test_a_sign_in_that_cannot_be_kept_gets_503_and_a_sentence(world: World) -> None:
    client = Client(raise_request_exception=False)
    with read_only():
        answer = client.post("/admin/login/", {"username": "ana-example", "password": "a guess"})
    assert answer.status_code == 503
    assert "Nothing can be saved at the moment" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
