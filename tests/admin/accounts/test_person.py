"""Accounts: invited, changed and closed by admins, and never deleted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from claims.models import AuditEvent
from tests.admin.accounts.people import PASSWORD, browser_of, is_in, person, sign_in

pytestmark = pytest.mark.django_db
ADD = "/admin/auth/user/add/"


def page_of(user: User, button: str = "change") -> str:
    return f"/admin/auth/user/{user.pk}/{button}/"


def groups(*names: str) -> list[int]:
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def invited(browser: Client, name: str = "olga", **more: Any) -> Any:
    sent = {"username": name, "email": f"{name}@ruritania.example", "groups": groups("Contributor")}
    return browser.post(ADD, sent | more)


@pytest.fixture
def admin() -> Client:
    return browser_of(person("ada", "Admin"))


@pytest.mark.postgresql
def test_who_is_invited_chooses_a_password_and_comes_in(admin: Client, client: Client) -> None:
    assert invited(admin).status_code == 302
    olga = User.objects.get(username="olga")
    assert (olga.is_active, olga.is_staff, olga.is_superuser) == (False, True, False)
    assert mail.outbox[0].to == ["olga@ruritania.example"]
    found = re.search(r"http://localhost:8000(/\S+)", str(mail.outbox[0].body))
    assert found is not None
    page = client.get(found[1], follow=True)
    assert "Your name is <strong>olga</strong>" in page.text
    done = client.post(
        page.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True
    )
    assert "sign in" in done.text
    assert sign_in(client, "olga") == 302
    assert is_in(client)
    assert "This link does not work" in Client().get(found[1]).text
    kept = AuditEvent.objects.order_by("pk").values_list("action", "actor")
    assert list(kept) == [("invite", "ada"), ("accept_invitation", "olga"), ("sign_in", "olga")]


def test_nobody_comes_in_before_the_invitation_is_accepted(admin: Client, client: Client) -> None:
    invited(admin)
    assert sign_in(client, "olga", "") == 200
    assert not is_in(client)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"email": "ADA@ruritania.example"}, "There is an account with the address"),
        ({"username": "ada"}, "already exists"),
        ({"email": "no address"}, "valid e"),
        ({"username": "two words"}, "valid username"),
    ],
)
def test_a_refused_invitation_says_why_and_makes_no_account(
    admin: Client, sent: dict[str, str], words: str
) -> None:
    answer = invited(admin, **sent)
    assert answer.status_code == 200
    assert words in answer.text
    assert User.objects.count() == 1
    assert not mail.outbox


def test_where_no_mail_is_sent_the_admin_passes_the_link_on(admin: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    invited(admin)
    assert "/admin/invitation/" in admin.get("/admin/").text


@pytest.mark.postgresql
def test_a_closed_account_ends_its_sessions_for_good_and_keeps_its_name(admin: Client) -> None:
    eve = person("eve", "Editor")
    browser = browser_of(eve)
    assert is_in(browser)
    admin.post(page_of(eve, "deactivate"))
    assert not is_in(browser)
    assert sign_in(Client(), "eve") == 200
    eve.refresh_from_db()
    assert not eve.is_active
    eve.is_active = True
    eve.save()
    assert not is_in(browser)
    assert AuditEvent.objects.get(action="deactivate").detail == {"person": "eve"}


def test_a_closed_account_is_opened_by_a_new_invitation(admin: Client, client: Client) -> None:
    eve = person("eve", "Editor")
    admin.post(page_of(eve, "deactivate"))
    admin.post(page_of(eve, "invite"))
    assert mail.outbox[-1].to == [eve.email]
    assert "could not" not in admin.get(page_of(eve)).text


@pytest.mark.postgresql
def test_groups_are_changed_and_the_audit_keeps_both(admin: Client) -> None:
    eve = person("eve", "Contributor")
    sent = {"email": eve.email, "groups": groups("Editor", "Contributor")}
    assert admin.post(page_of(eve), sent).status_code == 302
    assert {group.name for group in eve.groups.all()} == {"Editor", "Contributor"}
    detail = AuditEvent.objects.get(action="change_person").detail
    assert detail == {"person": "eve", "groups": ["Contributor", "Editor"], "before": ["Contributor"]}
    admin.post(page_of(eve), sent)
    assert AuditEvent.objects.filter(action="change_person").count() == 1


def test_nobody_changes_his_own_groups_or_closes_his_own_account(admin: Client) -> None:
    ada = User.objects.get(username="ada")
    answer = admin.post(page_of(ada), {"email": ada.email, "groups": groups("Admin", "Editor")})
    assert "changed by another admin" in answer.text
    admin.post(page_of(ada, "deactivate"))
    assert is_in(admin)


def test_nobody_is_deleted(admin: Client) -> None:
    eve = person("eve", "Editor")
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    for browser in (admin, root):
        assert browser.post(page_of(eve, "delete"), {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="eve").exists()


def test_an_admin_does_not_reach_a_superuser(admin: Client) -> None:
    root = User.objects.create_superuser("root", "root@ruritania.example")
    assert admin.post(page_of(root), {"email": "ada2@ruritania.example"}).status_code == 403
    for button in ("deactivate", "invite", "second-factor"):
        assert admin.post(page_of(root, button)).status_code == 403
    root.refresh_from_db()
    assert (root.email, root.is_active) == ("root@ruritania.example", True)


@pytest.mark.parametrize("group", ["Contributor", "Editor"])
def test_people_are_kept_by_admins_alone(group: str) -> None:
    eve, browser = person("eve", "Editor"), browser_of(person("jan", group))
    assert invited(browser).status_code == 403
    assert browser.get("/admin/auth/user/").status_code == 403
    for button in ("change", "deactivate", "invite", "second-factor"):
        assert browser.post(page_of(eve, button)).status_code == 403


def test_the_form_cannot_make_a_superuser(admin: Client) -> None:
    invited(admin, is_superuser="on", is_active="on", user_permissions="1", password="x")
    olga = User.objects.get(username="olga")
    assert (olga.is_superuser, olga.is_active, olga.has_usable_password()) == (False, False, False)


def test_buttons_are_pressed_and_not_followed(admin: Client) -> None:
    eve = person("eve", "Editor")
    assert admin.get(page_of(eve, "deactivate")).status_code == 405
    text = admin.get(page_of(eve)).text
    assert "Close the account" in text
    assert "Send the invitation again" not in text
