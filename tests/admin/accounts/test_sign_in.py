"""Signing in: throttled for who guesses, closed to nobody by a stranger, and kept in the audit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django.fixtures import Settings
from time_machine import travel

from claims.admin.accounts.sign_in import client_address
from claims.models import AuditEvent
from tests.admin.accounts.people import PASSWORD, is_in, person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIMIT = 5
FAILURES_OF_ADDRESS, FAILURES_OF_ACCOUNT = 12, 15
"""Fewer than the site allows, because each is a request."""


@pytest.fixture(autouse=True)
def _low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.admin.accounts.throttle.FAILURES_OF_ADDRESS", FAILURES_OF_ADDRESS)
    monkeypatch.setattr("claims.admin.accounts.throttle.FAILURES_OF_ACCOUNT", FAILURES_OF_ACCOUNT)


def guess(browser: Client, name: str, times: int, **more: str) -> list[int]:
    return [sign_in(browser, name, f"guess {number}", **more) for number in range(times)]


def test_an_editor_signs_in_and_out_and_the_audit_says_so(client: Client) -> None:
    person("eve", "Editor")
    assert sign_in(client, "eve") == 302
    assert is_in(client)
    client.post("/admin/logout/")
    assert not is_in(client)
    events = AuditEvent.objects.order_by("pk").values_list("actor", "action")
    assert list(events) == [("eve", "sign_in"), ("eve", "sign_out")]


def test_after_a_sign_in_the_page_that_was_wanted_opens(client: Client) -> None:
    person("eve", "Editor")
    sent = {"username": "eve", "password": PASSWORD, "next": "/admin/claims/claim/"}
    assert client.post("/admin/login/", sent)["Location"] == "/admin/claims/claim/"
    assert (
        Client().post("/admin/login/", sent | {"next": "https://ruritania.example/"})["Location"] == "/admin/"
    )


def test_who_guesses_waits_and_is_told_how_long(client: Client) -> None:
    person("eve", "Editor")
    assert guess(client, "eve", LIMIT) == [200] * (LIMIT - 1) + [429]
    answer = client.post("/admin/login/", {"username": "eve", "password": PASSWORD})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "Try again in 15 minutes" in answer.text
    with travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client, "eve") == 302


def test_a_name_that_nobody_has_is_answered_alike(client: Client) -> None:
    person("eve", "Editor")
    answers = {}
    for name in ("eve", "nobody"):
        shown = [client.post("/admin/login/", {"username": name, "password": f"g{n}"}) for n in range(LIMIT)]
        answers[name] = [(a.status_code, a.text.count("errornote"), a["Content-Type"]) for a in shown]
    assert answers["eve"] == answers["nobody"]


def test_a_stranger_does_not_close_the_account_to_its_owner(client: Client) -> None:
    person("eve", "Editor")
    assert guess(client, "eve", LIMIT + 1, REMOTE_ADDR="203.0.113.9")[-1] == 429
    assert sign_in(client, "eve", REMOTE_ADDR="198.51.100.7") == 302


def spray(browser: Client, times: int = FAILURES_OF_ADDRESS, **more: str) -> list[int]:
    """One failure for each of many names."""
    return [sign_in(browser, f"name {number}", "guess", **more) for number in range(times)]


def test_an_address_that_tries_many_names_waits_with_all_of_them(client: Client) -> None:
    person("eve", "Editor")
    assert spray(client) == [200] * FAILURES_OF_ADDRESS
    for name in ("eve", "nobody"):
        answer = client.post("/admin/login/", {"username": name, "password": PASSWORD})
        assert answer.status_code == 429
        assert answer["Retry-After"] == "900"
        assert "too many attempts to sign in from where you are. Try again in 15 minutes" in answer.text
    assert not is_in(client)


def test_who_comes_from_elsewhere_does_not_wait_for_a_sprayer(client: Client) -> None:
    person("eve", "Editor")
    spray(client, REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, "eve", REMOTE_ADDR="203.0.113.9") == 429
    assert sign_in(client, "eve", REMOTE_ADDR="198.51.100.7") == 302


def test_many_addresses_of_one_ipv6_network_are_one(client: Client) -> None:
    person("eve", "Editor")
    for number in range(FAILURES_OF_ADDRESS):
        sign_in(client, f"name {number}", "guess", REMOTE_ADDR=f"2001:db8::{number:x}")
    assert sign_in(client, "eve", REMOTE_ADDR="2001:db8::ffff") == 429
    assert sign_in(client, "eve", REMOTE_ADDR="2001:db8:0:1::1") == 302


def test_time_opens_the_desk_to_an_address_again_although_it_goes_on_trying(client: Client) -> None:
    person("eve", "Editor")
    spray(client)
    now = timezone.now()
    with travel(now + timedelta(minutes=14)):
        assert sign_in(client, "eve") == 429
    with travel(now + timedelta(minutes=16)):
        assert sign_in(client, "eve") == 302


def test_an_account_of_ones_own_does_not_forgive_failures_for_others(client: Client) -> None:
    person("eve", "Editor")
    spray(client, FAILURES_OF_ADDRESS - 1)
    assert sign_in(client, "eve") == 302
    client.post("/admin/logout/")
    assert sign_in(client, "one more", "guess") == 200
    assert sign_in(client, "eve") == 429


def test_a_right_password_forgets_the_wrong_ones(client: Client) -> None:
    person("eve", "Editor")
    for _ in range(2):
        guess(client, "eve", LIMIT - 1)
        assert sign_in(client, "eve") == 302


def test_failures_are_kept_without_what_was_typed_by_who_has_no_account(client: Client) -> None:
    person("eve", "Editor")
    guess(client, "eve", LIMIT + 3)
    guess(client, "my password", 1)
    kept = list(AuditEvent.objects.order_by("pk").values_list("actor", "action", "detail"))
    assert kept[-1] == ("", "sign_in_failed", {})
    assert kept.count(("eve", "sign_in_failed", {})) in (LIMIT - 1, LIMIT)


def test_somebody_without_a_desk_does_not_come_in(client: Client) -> None:
    user = person("reader")
    user.is_staff = False
    user.save()
    assert sign_in(client, "reader") == 200
    assert not is_in(client)


@pytest.mark.parametrize(
    ("production", "forwarded", "address"),
    [
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "2001:db8::7", "2001:db8::"),
        (True, "2001:db8:0:1:2:3:4:5", "2001:db8:0:1::"),
        (True, "::ffff:198.51.100.7", "198.51.100.7"),
        (True, "nonsense", "192.0.2.1"),
        (True, "", "192.0.2.1"),
        (False, "198.51.100.7", "192.0.2.1"),
    ],
)
def test_the_address_is_the_one_that_the_proxy_saw(
    settings: Settings, production: bool, forwarded: str, address: str
) -> None:
    settings.PRODUCTION = production
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_behind_a_socket_there_is_an_address_too(settings: Settings) -> None:
    settings.PRODUCTION = True
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == "127.0.0.1"


def guess_from_everywhere(name: str, times: int = FAILURES_OF_ACCOUNT) -> None:
    """Guesses at one account, each from an address of its own."""
    for number in range(times):
        sign_in(Client(), name, "guess", REMOTE_ADDR=f"203.0.113.{number}")


def test_guesses_from_many_addresses_close_an_account_to_browsers_that_nobody_knows(client: Client) -> None:
    person("eve", "Editor")
    person("ida", "Editor")
    assert sign_in(client, "eve") == 302
    client.post("/admin/logout/")
    guess_from_everywhere("eve")
    assert sign_in(Client(), "eve", REMOTE_ADDR="198.51.100.7") == 429
    assert sign_in(Client(), "ida", REMOTE_ADDR="198.51.100.7") == 302
    # In whatever place the owner's browser is now.
    assert sign_in(client, "eve", REMOTE_ADDR="198.51.100.8") == 302


def test_the_mark_of_one_account_or_a_forged_one_opens_no_other(client: Client) -> None:
    person("eve", "Editor")
    person("ida", "Editor")
    assert sign_in(client, "ida") == 302
    client.post("/admin/logout/")
    forged = Client()
    forged.cookies["known-browser"] = "eve:1sF2aB:forged"
    guess_from_everywhere("eve")
    assert sign_in(client, "eve", REMOTE_ADDR="198.51.100.7") == 429
    assert sign_in(forged, "eve", REMOTE_ADDR="198.51.100.8") == 429


def test_fewer_guesses_than_the_limit_close_nothing(client: Client) -> None:
    person("eve", "Editor")
    guess_from_everywhere("eve", FAILURES_OF_ACCOUNT - 1)
    assert sign_in(Client(), "eve", REMOTE_ADDR="198.51.100.7") == 302


def test_time_opens_an_account_again_to_every_browser(client: Client) -> None:
    person("eve", "Editor")
    guess_from_everywhere("eve")
    with travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(Client(), "eve", REMOTE_ADDR="198.51.100.7") == 302
