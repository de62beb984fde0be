"""A production whose database goes, comes back, stands still, or was not migrated."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import psycopg
import pytest

from tests.serving import Answer, Production, Site, a_production, expect_headers

pytestmark = pytest.mark.slow

READERS = 12
# The site notices a return within two seconds, and no test fails because a machine is slow.
RETURN_SECONDS = 8
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def production(built: Path) -> Iterator[Production]:
    with a_production(built) as production:
        yield production


def test_the_database_may_stop_and_start_under_load(production: Production) -> None:
    site, database = production.site, production.database
    stopped = Event()
    done = Event()

    def read() -> list[Answer]:
        answers = []
        while not done.is_set():
            was_away = stopped.is_set()
            answer = site.ask("/claims/")
            # What was asked before the database went may be either.
            if was_away and stopped.is_set():
                answers.append(answer)
        return answers

    with ThreadPoolExecutor(READERS) as readers:
        reading = [readers.submit(read) for _ in range(READERS)]
        try:
            for _ in range(2):
                assert site.ask("/claims/").status == 200
                database.stop()
                stopped.set()
                until(lambda: site.ask("/readyz").status == 503, PATIENCE_SECONDS)
                assert site.ask("/healthz").status == 200
                assert site.ask("/claims/").status == 503
                stopped.clear()
                database.start()
                until(lambda: site.ask("/claims/").status == 200, RETURN_SECONDS)
                until(lambda: site.ask("/readyz").status == 200, RETURN_SECONDS)
        finally:
            done.set()
        answers = [answer for one in reading for answer in one.result()]
    assert answers
    for answer in answers:
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        assert "Traceback" not in answer.body.decode()
        expect_headers(answer)
    expect_no_traceback(site)


def expect_no_traceback(site: Site) -> None:
    assert not [line for line in site.log() if "error" in line]


def test_machines_are_told_in_json_and_staff_pages_too_wait(production: Production) -> None:
    site, database = production.site, production.database
    session = "sessionid=somebody-who-signed-in-once"
    database.stop()
    try:
        listed = site.ask("/claims.json")
        assert (listed.status, json.loads(listed.body)["mend"]) == (503, "Try again in a few seconds.")
        # Reading a session fails in a middleware, not in a view.
        assert site.ask("/admin/", Cookie=session).status == 503
        assert site.ask("/nowhere/").status == 503
        assert site.ask("/static/claims/css/base.css").status == 200
        assert json.loads(site.ask("/readyz").body)["database"] == "away"
    finally:
        database.start()
    until(lambda: site.ask("/claims/").status == 200, RETURN_SECONDS)


def test_a_database_that_stands_still_keeps_nobody_waiting(production: Production) -> None:
    site, database = production.site, production.database
    with ThreadPoolExecutor(READERS) as readers:
        assert {one.status for one in readers.map(site.ask, ["/claims/"] * READERS)} == {200}
        database.freeze()
        try:
            # Where nobody cut them, these would wait for ever, and TimeoutError be raised.
            answers = list(readers.map(site.ask, ["/claims/", "/readyz", "/healthz"] * READERS))
        finally:
            database.thaw()
    assert {one.status for one in answers[0::3]} == {503}
    assert {one.status for one in answers[1::3]} == {503}
    assert {one.status for one in answers[2::3]} == {200}
    until(lambda: site.ask("/claims/").status == 200, RETURN_SECONDS)
    expect_no_traceback(site)


def test_connections_that_were_cut_while_idle_are_never_handed_out(production: Production) -> None:
    site = production.site
    assert site.ask("/claims/").status == 200
    with psycopg.connect(production.database.url, autocommit=True) as client:
        client.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
    with ThreadPoolExecutor(READERS) as readers:
        assert {one.status for one in readers.map(site.ask, ["/claims/", "/speakers/"] * READERS)} == {200}


def test_missing_migrations_are_told_apart_from_a_missing_database(production: Production) -> None:
    site = production.site
    with psycopg.connect(production.database.url) as client:
        client.execute("CREATE TABLE applied AS SELECT * FROM django_migrations WHERE app = 'admin'")
        client.execute("DELETE FROM django_migrations WHERE app = 'admin'")
    answer = site.ask("/readyz")
    assert answer.status == 503
    assert json.loads(answer.body) == {"ready": False, "database": "ok", "migrations": "missing"}
    with psycopg.connect(production.database.url) as client:
        client.execute("INSERT INTO django_migrations OVERRIDING SYSTEM VALUE SELECT * FROM applied")
    assert site.ask("/readyz").status == 200


def until(condition: object, seconds: float) -> None:
    """Return as soon as the condition holds; fail where it does not within that time."""
    assert callable(condition)
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "it did not come true in time"
        time.sleep(0.02)
