"""Accounts for the tests of the desk. All of them are made up."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Model
from django.test import Client

PASSWORD = "a heron stood in the river"


def person(name: str, *groups: str, email: str = "") -> User:
    """Somebody at the desk, in these groups."""
    user = User.objects.create_user(
        name, email or f"{name}@ruritania.example", PASSWORD, is_staff=True, last_login="2022-01-01T00:00Z"
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def browser_of(user: User) -> Client:
    """A browser in which the person is signed in, without all that a sign-in writes."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return browser


def sign_in(browser: Client, name: str, password: str = PASSWORD, **more: str) -> int:
    """Send the form of the sign-in page; the status of the answer."""
    sent = {"username": name, "password": password}
    return browser.post("/admin/login/", sent, **more).status_code  # type: ignore[arg-type]


def is_in(browser: Client) -> bool:
    """Whether the desk opens."""
    return browser.get("/admin/").status_code == 200


def models_with_pages() -> list[type[Model]]:
    """The models that the desk has pages of."""
    return [model for model in apps.get_models() if admin.site.is_registered(model)]
