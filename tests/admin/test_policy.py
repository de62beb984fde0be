"""The policy of content holds over every page of the desk: no script, style or handler stands in one."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.admin.accounts.passwords import invitation_link
from claims.models import Claim, Source
from tests.admin.accounts.people import PASSWORD, models_with_pages
from tests.admin.accounts.test_second_factor import enrolled
from tests.cases import each_case
from tests.world import World

pytestmark = pytest.mark.slow

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class Inline(HTMLParser):
    """Finds what the policy would not run: scripts in the page, styles, handlers, foreign files."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # A script of data is not run.
        is_data = given.get("type") in {"application/json", "application/ld+json"}
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            text = (value or "").strip().casefold()
            if name == "style" or name.startswith("on") or text.startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value!r}>")
            if tag in {"script", "link", "img", "iframe"} and name in {"src", "href"} and "//" in text:
                self.found.append(f"<{tag} {name}={value!r}>")


def check(answer: Any) -> None:
    told = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert {name: told.get(name) for name in POLICY} == POLICY
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    page = Inline()
    page.feed(answer.text)
    assert page.found == [], answer.request["PATH_INFO"]


MODELS = sorted(models_with_pages(), key=lambda model: model.__name__)


@pytest.fixture
def root(db: None) -> Client:
    browser = Client()
    browser.force_login(User.objects.create_superuser("eve", "eve@ruritania.example", PASSWORD))
    return browser


def test_only_our_own_tables_have_pages() -> None:
    assert {model._meta.app_label for model in MODELS} == {"auth", "claims"}


@each_case("model", MODELS)
def test_popups_searches_and_the_pages_of_a_row_hold_it(world: World, root: Client, model: Any) -> None:
    """Lists, forms and the pages to add a row are held to it where each is opened, in `test_records`."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    answer = root.get(reverse(f"{name}_changelist"), {"_popup": "1", "q": "bridge"})
    assert answer.status_code == 200
    check(answer)
    answer = root.get(reverse(f"{name}_add"), {"_popup": "1"})
    assert answer.status_code in (200, 403)
    check(answer)
    for row in model._base_manager.order_by("-pk")[:1]:
        for page in ("history", "delete"):
            answer = root.get(reverse(f"{name}_{page}", args=[row.pk]))
            assert answer.status_code in (200, 302, 403), page
            if answer.status_code != 302:
                check(answer)


def test_a_form_that_was_refused_holds_it(world: World, root: Client) -> None:
    for model in (Claim, Source):
        name = f"admin:claims_{model._meta.model_name}_add"
        answer = root.post(reverse(name), {"text": "<img src=x onerror=alert(1)>", "title": "\x00"})
        assert answer.status_code in (200, 400)
        check(answer)


def test_the_pages_of_an_account_hold_it(root: Client) -> None:
    for page in (
        "",
        "password_change/",
        "password_change/done/",
        "second-factor/",
        "auth/",
        "claims/",
        "nothing/",
    ):
        check(root.get(f"/admin/{page}"))
    check(root.post("/admin/second-factor/", {"password": "guess", "code": "1"}))
    check(root.post("/admin/logout/"))


def test_the_pages_before_the_sign_in_hold_it(client: Client, db: None) -> None:
    invited = User.objects.create_user("olga", is_active=False)
    link = invitation_link(invited).removeprefix("http://localhost:8000")
    for page in (
        "/admin/login/",
        "/admin/password-reset/",
        "/admin/password-reset/sent/",
        "/admin/password-reset/done/",
        "/admin/password-reset/MQ/nothing/",
        "/admin/invitation/MQ/nothing/",
    ):
        answer = client.get(page)
        assert answer.status_code == 200
        check(answer)
    check(client.get(link, follow=True))
    for _ in range(6):
        answer = client.post("/admin/login/", {"username": "nobody", "password": "guess"})
        check(answer)
    assert answer.status_code == 429


def test_the_page_that_asks_for_a_code_holds_it(client: Client, db: None) -> None:
    enrolled("eve")
    answer = client.post("/admin/login/", {"username": "eve", "password": PASSWORD}, follow=True)
    assert "authenticator app" in answer.text
    check(answer)
    check(client.post("/admin/second-factor/code/", {"code": "1"}))
