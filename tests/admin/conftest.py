"""Who sits at the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def editor(db: None) -> Client:
    """A browser in which Eve, who may do everything, is signed in."""
    browser = Client()
    browser.force_login(User.objects.create_superuser("eve"))
    return browser
