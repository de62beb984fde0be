"""The log says what happened, one JSON object a line, and nothing that is not public."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from factcheck.request_log import JsonFormatter, request_id


def fails(request: HttpRequest) -> HttpResponse:
    """A page that fails while it holds the text of a draft."""
    try:
        raise ValueError("Failing row contains (unseen draft)")
    except ValueError as error:
        raise RuntimeError("unseen draft") from error


def numbered(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.request_id} {request_id.get()}")  # type: ignore[attr-defined]


urlpatterns = [
    path("fails", fails),
    path("admin/numbered", numbered),
    path("numbered", numbered),
    path("away", lambda request: HttpResponse(status=503)),
    # Whose addresses the error pages name.
    path("", include("factcheck.urls")),
]
handler500 = "factcheck.database_watch.failed"


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """The lines that the site would write in production."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    kept = Kept()
    kept.setFormatter(JsonFormatter())
    named = [logging.getLogger(name) for name in ("factcheck.requests", "django.request")]
    levels = [logger.level for logger in named]
    for logger in named:
        logger.addHandler(kept)
    named[0].setLevel(logging.INFO)
    yield written
    for logger, level in zip(named, levels, strict=True):
        logger.removeHandler(kept)
        logger.setLevel(level)


pytestmark = pytest.mark.urls("tests.factcheck.test_request_log")


def test_a_request_has_one_number_everywhere(client: Client, lines: list[str]) -> None:
    answer = client.get("/numbered?q=unseen", headers={"X-Request-ID": "proxy-0123456789"})
    assert answer.content == b"proxy-0123456789 proxy-0123456789"
    assert answer.headers["X-Request-ID"] == "proxy-0123456789"
    assert request_id.get() == ""
    (line,) = map(json.loads, lines)
    assert line["request"] == "proxy-0123456789"
    assert (line["method"], line["status"], line["path"], line["route"]) == (
        "GET",
        200,
        "/numbered",
        "numbered",
    )
    assert "unseen" not in lines[0]


@pytest.mark.parametrize("sent", ["", "short", "x" * 65, "two words here", 'quoted"quoted', "línea-de-log"])
def test_a_number_that_is_not_sane_is_replaced(client: Client, sent: str) -> None:
    answer = client.get("/numbered", headers={"X-Request-ID": sent})
    assert answer.headers["X-Request-ID"] != sent
    assert len(answer.headers["X-Request-ID"]) == 32


def test_the_address_of_a_staff_page_or_of_what_was_not_found_is_not_logged(
    client: Client, lines: list[str], db: None
) -> None:
    client.get("/admin/numbered")
    client.get("/claims/abcdefghjk/words-of-a-draft/")
    staff, missing = map(json.loads, lines)
    assert "path" not in staff
    assert staff["route"] == "admin/numbered"
    assert "words-of-a-draft" not in json.dumps(missing)


def test_of_an_exception_the_kinds_and_places_are_told_and_not_what_it_says(
    client: Client, lines: list[str]
) -> None:
    client.raise_request_exception = False
    answer = client.get("/fails?q=unseen")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    failed = next(line for line in map(json.loads, lines) if "error" in line)
    assert failed["request"] == answer.headers["X-Request-ID"]
    told = "\n".join(failed["error"])
    assert "builtins.RuntimeError" in told
    assert "builtins.ValueError" in told
    assert "test_request_log.py" in told
    assert "unseen" not in "".join(lines)


def test_an_answer_that_asks_to_come_again_is_no_error_of_its_own(client: Client, lines: list[str]) -> None:
    assert client.get("/away").status_code == 503
    assert [json.loads(line)["level"] for line in lines] == ["INFO"]


def test_query_strings_are_left_out_of_what_others_log() -> None:
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 0, "Error handling %s", ("/a?q=b",), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "Error handling /a?…"


def test_an_error_that_is_its_own_cause_ends() -> None:
    try:
        raise ValueError
    except ValueError as error:
        error.__context__ = error.__cause__ = error
        record = logging.LogRecord("any", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    assert len([line for line in json.loads(JsonFormatter().format(record))["error"] if "Value" in line]) == 1
