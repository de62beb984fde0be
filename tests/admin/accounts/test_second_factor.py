"""The second factor: got at the desk, asked for at the sign-in, and lost without losing the account."""

from __future__ import annotations

import re
import time
from base64 import b32decode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from pytest_django.fixtures import Settings
from time_machine import travel

from claims.actions.accounts import second_factor
from claims.models import AuditEvent, Topic
from claims.queries.people import has_second_factor, recovery_codes_left
from tests.admin.accounts.people import PASSWORD, browser_of, is_in, person, sign_in
from tests.squeezing import squeezed

pytestmark = pytest.mark.django_db
CODE = "/admin/second-factor/code/"
PAGE = "/admin/second-factor/"


def code_of(secret: str) -> str:
    """What the app shows now."""
    return f"{totp(b32decode(secret)):06}"


def enrolled(name: str = "eve") -> tuple[User, str, tuple[str, ...]]:
    user, secret = person(name, "Editor"), second_factor.new_secret()
    codes = second_factor.enrol(user=user, secret=secret, code=code_of(secret), at=timezone.now())
    return user, secret, codes


def test_it_is_got_on_its_page(client: Client) -> None:
    user = person("eve", "Editor")
    browser = browser_of(user)
    page = browser.get(PAGE)
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page.text)
    assert found is not None
    assert "<svg" in page.text
    for sent, words in (
        ({"password": "guess", "code": code_of(found[1])}, "This is not your password"),
        ({"password": PASSWORD, "code": "000"}, "not the code that the app shows"),
    ):
        refused = browser.post(PAGE, sent)
        assert words in refused.text
        assert found[1] in refused.text
    assert not has_second_factor(user)
    done = browser.post(PAGE, {"password": PASSWORD, "code": code_of(found[1])})
    assert len(re.findall(r"<li><code>\d{8}</code></li>", done.text)) == 10
    assert has_second_factor(user)
    assert "10 recovery codes are left" in squeezed(browser.get(PAGE).text)


def test_the_sign_in_asks_for_the_code_and_nobody_is_in_before_it(client: Client) -> None:
    _, secret, _ = enrolled()
    answer = client.post("/admin/login/?next=/admin/claims/claim/", {"username": "eve", "password": PASSWORD})
    assert answer["Location"] == CODE
    assert not is_in(client)
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert not AuditEvent.objects.filter(action="sign_in").exists()
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/admin/claims/claim/"
    assert is_in(client)
    assert AuditEvent.objects.filter(action="sign_in", actor="eve").count() == 1


def test_a_code_is_good_once(client: Client) -> None:
    _, secret, recovery = enrolled()
    for code in (code_of(secret), recovery[3]):
        first, second = Client(), Client()
        for browser, let_in in ((first, True), (second, False)):
            assert sign_in(browser, "eve") == 302
            browser.post(CODE, {"code": code})
            assert is_in(browser) is let_in
    assert recovery_codes_left(User.objects.get()) == 9


def test_a_code_is_right_as_apps_show_it_and_a_little_late(client: Client) -> None:
    user, secret, recovery = enrolled()
    code = code_of(secret)
    for typed in (f" {code[:3]} {code[3:]} ", f"{recovery[0][:4]}-{recovery[0][4:]}"):
        assert second_factor.is_right(user=user, code=typed), typed
    for later, late, is_in_time in ((60, 30, True), (300, 30, True), (600, 0, True), (900, 90, False)):
        with travel(time.time() + later):
            code = code_of(secret)
            with travel(time.time() + late):
                assert second_factor.is_right(user=user, code=code) is is_in_time


def test_guessing_codes_is_throttled_as_guessing_passwords_is(client: Client) -> None:
    _, secret, _ = enrolled()
    sign_in(client, "eve")
    statuses = [client.post(CODE, {"code": f"00000{number}"}).status_code for number in range(5)]
    assert statuses == [200] * 4 + [429]
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 429
    assert sign_in(Client(), "eve") == 429
    assert not is_in(client)


def test_the_code_is_not_waited_for_for_ever(client: Client) -> None:
    enrolled()
    sign_in(client, "eve")
    with travel(time.time() + 301):
        assert client.get(CODE)["Location"] == "/admin/login/"


def test_who_did_not_type_a_password_is_asked_for_it(client: Client) -> None:
    assert client.get(CODE)["Location"] == "/admin/login/"


def test_a_password_that_changes_meanwhile_ends_the_waiting(client: Client) -> None:
    user, secret, _ = enrolled()
    sign_in(client, "eve")
    user.set_password("another heron in the river")
    user.save()
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/admin/login/"


def test_it_is_removed_and_its_recovery_codes_renewed_by_who_knows_the_password() -> None:
    user, _, codes = enrolled()
    browser = browser_of(user)
    for address in ("remove/", "recovery-codes/"):
        assert "This is not your password" in browser.post(PAGE + address, {"password": "guess"}).text
    renewed = browser.post(PAGE + "recovery-codes/", {"password": PASSWORD}).text
    assert codes[0] not in renewed
    assert browser.post(PAGE + "remove/", {"password": PASSWORD}).status_code == 302
    assert not has_second_factor(user)
    kept = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(kept) == ["enrol_second_factor", "renew_recovery_codes", "remove_second_factor"]


def test_an_admin_takes_it_from_who_lost_it_and_nobody_else_may() -> None:
    user, _, _ = enrolled()
    address = f"/admin/auth/user/{user.pk}/second-factor/"
    assert browser_of(person("olga", "Editor")).post(address).status_code == 403
    assert has_second_factor(user)
    browser_of(person("ada", "Admin")).post(address)
    assert not has_second_factor(user)


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.usefixtures("required")
def test_where_it_is_required_the_first_sign_in_sets_it_up_before_anything_opens(client: Client) -> None:
    user = person("eve", "Admin")
    assert sign_in(client, "eve") == 302
    for page in ("/admin/", "/admin/claims/claim/", "/admin/claims/claim/add/", "/admin/code/"):
        assert client.get(page)["Location"] == PAGE, page
    page = client.get(PAGE).text
    assert "This site asks everybody at the desk for a second factor" in page
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret is not None
    client.post(PAGE, {"password": PASSWORD, "code": code_of(secret[1])})
    assert has_second_factor(user)
    assert is_in(client)


@pytest.mark.usefixtures("required")
def test_where_it_is_required_nothing_is_written_without_it(client: Client) -> None:
    person("eve", "Editor")
    sign_in(client, "eve")
    answer = client.post("/admin/claims/topic/add/", {"name": "Roads", "slug": "roads"})
    assert answer["Location"] == PAGE
    assert not Topic.objects.exists()
    assert client.get("/admin/password_change/").status_code == 200
    assert client.post("/admin/logout/").status_code == 200


@pytest.mark.usefixtures("required")
def test_who_has_it_notices_nothing(client: Client) -> None:
    _, secret, _ = enrolled()
    sign_in(client, "eve")
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)
