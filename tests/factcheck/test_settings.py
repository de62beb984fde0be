"""What the settings promise to every page, and to a production."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

ROOT = Path(__file__).resolve().parent.parent.parent


def page(request: HttpRequest) -> HttpResponse:
    """A page that asks for nothing."""
    return HttpResponse("<!doctype html>")


urlpatterns = [path("page", page)]


@pytest.mark.urls("tests.factcheck.test_settings")
def test_a_public_page_sets_no_cookie_and_does_not_vary_by_one(client: Client) -> None:
    for session in ("", "over", "a" * 32, "not a session"):
        client.cookies.load({"sessionid": session, "csrftoken": "x", "messages": "y"} if session else {})
        answer = client.get("/page")
        assert answer.status_code == 200
        assert not answer.cookies
        assert "cookie" not in answer.headers.get("Vary", "").casefold()


@pytest.mark.urls("tests.factcheck.test_settings")
def test_every_page_forbids_what_is_not_its_own(client: Client) -> None:
    answer = client.get("/page")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_passwords_are_kept_by_argon2() -> None:
    assert make_password("some words").startswith("argon2$")
