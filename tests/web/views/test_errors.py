"""Errors are pages of the site, and the one of last resort asks nobody."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from claims.web.views import errors


def test_a_page_that_is_not_there_offers_the_search(client: Client, db: None) -> None:
    response = client.get("/nowhere/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "There is no page at this address" in text
    assert 'action="/claims/"' in text
    assert '<meta name="robots" content="noindex">' in text


def test_the_page_of_a_failure_asks_the_database_nothing_and_numbers_the_request(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    with CaptureQueriesContext(connection) as asked:
        response = errors.failed(RequestFactory().get("/claims/"))
    assert (response.status_code, len(asked)) == (500, 0)
    number = caplog.records[0].getMessage().split()[1]
    assert f"<code>{number}</code>" in response.content.decode()


def test_a_failing_view_gives_that_page(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("the bridge is down")

    monkeypatch.setattr("claims.web.views.index_pages.front_page", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Something failed on our side" in response.content.decode()
    assert "the bridge is down" not in response.content.decode()
    assert "Cache-Control" not in response.headers


def test_a_form_without_its_safeguard_is_refused_in_site_style(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/claims/")
    assert response.status_code == 403
    assert "This is not open to you" in response.content.decode()
