"""What a reader does on the site, without JavaScript and with it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Opening, Site


@pytest.mark.parametrize("javascript", [False, True], ids=["plain", "javascript"])
def test_from_home_to_a_comparison_and_on_to_a_frozen_version(
    visit: Opening, site: Site, javascript: bool
) -> None:
    world = site.world
    page = visit("/", javascript=javascript)
    page.get_by_role("link", name="All claims").click()
    expect(heading(page)).to_have_text("17 claims")
    for key in (world.turn, world.amended):
        box(page, key).check()
    if javascript:
        tray = page.get_by_role("complementary", name="Claims ticked for comparison")
        expect(tray).to_contain_text("2 claims ticked")
        tray.get_by_role("link", name="Compare").click()
    else:
        page.get_by_role("button", name="Compare ticked").first.click()
    keys = ",".join(sorted((world.turn, world.amended)))
    expect(page).to_have_url(f"{site.url}/compare/{keys}/")
    expect(heading(page)).to_contain_text("by 2 speakers")
    expect(page.locator(".stack .said-item")).to_have_count(2)
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator(".side article")).to_have_count(2)
    page.locator(f"#c-{world.amended}").get_by_role("link", name="This claim").click()
    expect(heading(page)).to_contain_text("The flood was the towns’ fault")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("heading", name="Version 3")).to_be_visible()
    page.get_by_role("link", name="Version 1 as it stood").click()
    expect(page).to_have_url(re.compile(r"/v/1/$"))
    expect(heading(page)).to_contain_text("The flood was not the towns’ fault")
    expect(page.get_by_role("note").first).to_be_visible()


def test_filters_apply_by_a_button(visit: Opening, site: Site) -> None:
    page = visit("/claims/", javascript=False)
    filters = opened_filters(page)
    filters.get_by_label("Promise").check()
    filters.get_by_label("María Solano").check()
    filters.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"speaker=maria-solano"))
    assert keys(page) == [site.world.promise]
    page.get_by_role("link", name=re.compile("María Solano")).first.click()
    assert site.world.promise in keys(page)


def test_filters_apply_by_themselves_and_back_takes_them_away(visit: Opening, site: Site) -> None:
    page = visit("/claims/")
    box(page, site.world.promise).check()
    opened_filters(page).get_by_label("Promise").check()
    expect(page).to_have_url(re.compile(r"kind=promise"))
    expect(page.locator("input[name=c]")).to_have_count(1)
    expect(box(page, site.world.promise)).to_be_checked()
    expect(page.locator("[data-live]")).to_have_text(heading(page).inner_text())
    page.go_back()
    expect(page).to_have_url(f"{site.url}/claims/")
    expect(heading(page)).to_have_text("17 claims")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def box(page: Page, key: str) -> Locator:
    return page.locator(f'input[name=c][value="{key}"]')


def keys(page: Page) -> list[str]:
    return [each.get_attribute("value") or "" for each in page.locator("input[name=c]").all()]


def opened_filters(page: Page) -> Locator:
    """The filters; on a narrow screen they are folded."""
    folded = page.locator("details#facets")
    if not folded.get_by_role("checkbox").first.is_visible():
        folded.locator("summary").first.click()
    return folded
