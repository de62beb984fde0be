"""Who sits at the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tests.admin.accounts.people import browser_of


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """How passwords are kept is tested elsewhere; here they would take most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def editor(db: None) -> Client:
    """A browser in which Eve, who may do everything, is signed in."""
    return browser_of(User.objects.create_superuser("eve"))
