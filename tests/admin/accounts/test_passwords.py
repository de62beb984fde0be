"""Passwords: asked anew by mail without telling who has an account, and the end of sessions."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from claims.actions.accounts import mail as mailing
from claims.admin.accounts.throttle import FAILURES_OF_ACCOUNT
from claims.models import AuditEvent
from tests.admin.accounts.people import PASSWORD, browser_of, is_in, person, sign_in

pytestmark = pytest.mark.django_db
ASK = "/admin/password-reset/"
OTHER = "another heron in the river"


@pytest.fixture(autouse=True)
def _no_mail_was_sent() -> None:
    cache.clear()


def ask(client: Client, email: str) -> str:
    """What the page answers."""
    answer = client.post(ASK, {"email": email}, follow=True)
    mailing.later.submit(bool).result()
    return str(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text))


def link() -> str:
    found = re.search(r"http://localhost:8000(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def choose(client: Client, address: str, password: str = OTHER) -> str:
    page = client.get(address, follow=True)
    sent = {"new_password1": password, "new_password2": password}
    return str(client.post(page.redirect_chain[-1][0], sent, follow=True).text) if page.redirect_chain else ""


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(client: Client) -> None:
    person("eve", "Editor")
    closed = person("otto", "Editor")
    closed.is_active = False
    closed.save()
    answers = {ask(client, f"{name}@ruritania.example") for name in ("eve", "nobody", "otto")}
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [["eve@ruritania.example"]]


def test_the_link_sets_a_password_once_and_ends_every_session(client: Client) -> None:
    user = person("eve", "Editor")
    elsewhere = browser_of(user)
    ask(client, "EVE@ruritania.example")
    address = link()
    assert "sign in" in choose(client, address)
    assert not is_in(elsewhere)
    assert not is_in(client)
    assert sign_in(client, "eve") == 200
    assert sign_in(client, "eve", OTHER) == 302
    assert "This link does not work" in Client().get(address).text
    assert AuditEvent.objects.filter(action="reset_password", actor="eve").count() == 1


def test_a_site_without_mail_promises_none(client: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "This site sends no mail" in ask(client, "eve@ruritania.example")


def test_nobody_fills_a_mailbox_by_it(client: Client) -> None:
    person("eve", "Editor")
    for _ in range(5):
        ask(client, "eve@ruritania.example")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("password", ["12345678", "heron", "password"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    person("eve", "Editor")
    ask(client, "eve@ruritania.example")
    assert "errorlist" in choose(client, link(), password)


@pytest.mark.parametrize("address", ["MQ/abc-def/", "x/y/", "MQ/set-password/"])
def test_a_link_that_nobody_sent_says_so(client: Client, address: str) -> None:
    for kind in ("password-reset", "invitation"):
        answer = client.get(f"/admin/{kind}/{address}")
        assert answer.status_code == 200
        assert "This link does not work" in answer.text


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    user = person("eve", "Editor")
    here, elsewhere = browser_of(user), browser_of(user)
    sent = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
    assert here.post("/admin/password_change/", sent).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert AuditEvent.objects.filter(action="change_password", actor="eve").exists()


def test_a_link_by_mail_opens_an_account_that_is_being_guessed_at(client: Client) -> None:
    person("eve", "Editor")
    for number in range(FAILURES_OF_ACCOUNT):
        sign_in(Client(), "eve", "guess", REMOTE_ADDR=f"203.0.113.{number}")
    assert sign_in(client, "eve", REMOTE_ADDR="198.51.100.7") == 429
    ask(client, "eve@ruritania.example")
    choose(client, link())
    assert sign_in(client, "eve", OTHER, REMOTE_ADDR="198.51.100.7") == 302
