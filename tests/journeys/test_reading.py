"""What scripts add for a reader of lists; without them see ``tests/web/test_reading_without_scripts.py``."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Opening, Site


def test_claims_ticked_are_counted_and_lead_to_their_comparison(visit: Opening, site: Site) -> None:
    world = site.world
    page = visit("/claims/")
    for key in (world.turn, world.amended):
        box(page, key).check()
    tray = page.get_by_role("complementary", name="Claims ticked for comparison")
    expect(tray).to_contain_text("2 claims ticked")
    tray.get_by_role("link", name="Compare").click()
    expect(page).to_have_url(f"{site.url}/compare/{','.join(sorted((world.turn, world.amended)))}/")
    page.goto("/claims/")
    expect(tray).to_be_hidden()
    expect(box(page, world.turn)).not_to_be_checked()
    box(page, world.turn).check()
    page.goto("/claims/?kind=statement")
    box(page, world.amended).check()
    page.get_by_role("button", name="Compare ticked").first.click()
    expect(page).to_have_url(f"{site.url}/compare/{','.join(sorted((world.turn, world.amended)))}/")
    page.goto("/claims/")
    expect(tray).to_be_hidden()


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


def opened_filters(page: Page) -> Locator:
    """The filters; on a narrow screen they are folded."""
    folded = page.locator("details#facets")
    if not folded.get_by_role("checkbox").first.is_visible():
        folded.locator("summary").first.click()
    return folded
