"""The desk is laid out by the work that people do."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.test import RequestFactory

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


@pytest.mark.parametrize("groups", [("Contributor",), ("Editor",), ("Editor", "Admin")], ids=str)
def test_a_table_is_listed_with_the_addresses_that_django_gives_it(groups: tuple[str, ...]) -> None:
    request = RequestFactory().get("/admin/")
    request.user = person("eve", *groups)
    ours = [table for group in admin.site.get_app_list(request) for table in group["models"]]
    django = [table for app in admin.AdminSite.get_app_list(admin.site, request) for table in app["models"]]
    told = ("object_name", "name", "perms", "admin_url", "add_url")
    listed = {table["object_name"]: [table[name] for name in told] for table in ours}
    expected = {table["object_name"]: [table[name] for name in told] for table in django}
    assert listed == {name: table for name, table in expected.items() if name in listed}
    assert "Claim" in listed


def test_every_model_of_the_work_has_a_page_of_the_desk() -> None:
    there = {model.__name__ for model in models_with_pages()}
    assert {name for _, names in WORK for name in names} <= there


def test_an_inner_table_is_still_at_its_address_for_who_may_see_it() -> None:
    assert browser_of(person("eve", "Editor", "Admin")).get("/admin/claims/revision/").status_code == 200
