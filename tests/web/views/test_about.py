"""The page about the site names its version, its licence and how to cite."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from claims import VERSION

ROOT = Path(settings.BASE_DIR)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


@pytest.mark.django_db
@override_settings(DATA_LICENCE="CC0 1.0")
def test_licence_version_and_citation_are_told(client: Client) -> None:
    text = client.get("/about/").content.decode()
    assert '<a href="https://creativecommons.org/publicdomain/zero/1.0/" rel="license">CC0 1.0</a>' in text
    assert f"Software version {VERSION}." in text
    assert "http://localhost:8000/claims/[key]/[words]/v/[number]/" in text
