"""README and docs run as they stand: addresses answer on a fresh demo, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.test import Client

from tests.serving import ROOT

PAGES = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
ADDRESS = re.compile(r"(?:^ {4}|`)(/(?!admin/)[a-z][^\s`<…*]*)(?=`|$)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
NOT_OF_THE_SITE = ("/etc/", "/opt/", "/var/", "/run/", "/tmp", "/healthz", "/readyz", "/ratings/", "/es/")


def addresses(page: Path) -> list[str]:
    """The addresses of the site that a page names whole."""
    found = ADDRESS.findall(page.read_text("utf-8"))
    return [one for one in found if not one.startswith(NOT_OF_THE_SITE)]


@pytest.mark.django_db
def test_every_address_in_the_docs_answers_on_a_fresh_demo(client: Client) -> None:
    call_command("loaddata", "five_articles", verbosity=0)
    wrong = {}
    for page in PAGES:
        for address in addresses(page):
            status = client.get(unquote(address)).status_code
            if status not in {200, 301}:
                wrong[f"{page.name}: {address}"] = status
    assert wrong == {}
    assert any("as_of=" in address for address in addresses(ROOT / "docs" / "looking-back.md"))


def test_every_link_between_the_docs_leads_somewhere() -> None:
    links = [(page, link) for page in PAGES for link in LINK.findall(page.read_text("utf-8"))]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_programs_find_an_icon_and_what_robots_may_visit(client: Client) -> None:
    icon = b"".join(client.get("/favicon.ico").streaming_content)  # type: ignore[attr-defined]
    assert icon[:4] == b"\0\0\1\0"
    assert b"PNG" in icon[:40]
    robots = b"".join(client.get("/robots.txt").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Disallow: /admin/" in robots
