"""The desk is laid out by the work that people do."""

from __future__ import annotations

import re

import pytest

from claims.admin.site import INNER_TABLES, WORK
from tests.admin.accounts.people import browser_of, models_with_pages, person

pytestmark = pytest.mark.django_db
HEADING = re.compile(r'class="section"[^>]*>\s*([^<]+?)\s*</a>')


def headings(*groups: str) -> list[str]:
    page = browser_of(person("eve", *groups)).get("/admin/").text
    return list(dict.fromkeys(HEADING.findall(page)))


def test_an_editor_sees_headings_of_work_and_no_inner_tables() -> None:
    assert headings("Editor") == ["Claims", "Sources", "Speakers", "Positions", "Coverage"]


def test_an_admin_sees_people_and_the_inner_tables_last() -> None:
    seen = headings("Editor", "Admin")
    assert seen[-2:] == ["People", INNER_TABLES]


def test_every_model_of_the_work_has_a_page_of_the_desk() -> None:
    there = {model.__name__ for model in models_with_pages()}
    assert {name for _, names in WORK for name in names} <= there


def test_an_inner_table_is_still_at_its_address_for_who_may_see_it() -> None:
    assert browser_of(person("eve", "Editor", "Admin")).get("/admin/claims/revision/").status_code == 200
