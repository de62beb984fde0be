"""Which errors mean that the database is away or busy, and what a reader gets then."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from factcheck.database_watch import is_away, watch

BUSY = OperationalError("database is locked")


def busy(request: HttpRequest) -> HttpResponse:
    raise BUSY


def mistaken(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT never FROM claims_claim")
    return HttpResponse()


urlpatterns = [
    path("busy", busy),
    path("busy.json", busy),
    path("mistaken", mistaken),
    path("", include("factcheck.urls")),
]
handler500 = "factcheck.database_watch.failed"


@pytest.fixture
def reader(client: Client, db: None) -> Client:
    client.raise_request_exception = False
    # As in a request that has asked for something before.
    connection.ensure_connection()
    return client


def test_only_errors_of_the_connection_are_no_fault_of_the_program() -> None:
    assert is_away(BUSY)
    assert is_away(InterfaceError("connection already closed"))
    assert not is_away(IntegrityError("UNIQUE constraint failed"))
    assert not is_away(ValueError("no number"))
    assert not is_away(None)


@pytest.mark.urls("tests.factcheck.test_database_watch")
def test_a_busy_database_asks_the_reader_to_come_again(
    reader: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = reader.get("/busy")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "The record cannot be read at the moment" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert [record.message for record in caplog.records if record.name == "factcheck.database"] == [
        "The database was busy, or a statement took too long."
    ]
    # It is there, so nobody else has to wait.
    assert not watch.is_away


@pytest.mark.urls("tests.factcheck.test_database_watch")
def test_a_machine_is_told_in_its_own_form(reader: Client) -> None:
    answer = reader.get("/busy.json")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert answer.json()["mend"] == "Try again in a few seconds."


@pytest.mark.urls("tests.factcheck.test_database_watch")
def test_a_mistake_of_the_program_is_not_taken_for_a_database_that_is_away(reader: Client) -> None:
    assert reader.get("/mistaken").status_code == 500
