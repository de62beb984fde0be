"""What was said before, and whether “hasn’t changed” holds: two clicks from home, on a phone, no scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opening, Site

PHONE = (360, 640)
CHECKED = "Order not known"
FACTS = "statements on 3 days, 7 Feb 2019 – 10 Mar 2021"


def test_from_home_to_what_was_said_before_and_whether_it_holds(visit: Opening, site: Site) -> None:
    page = visit("/", javascript=False, size=PHONE)
    expect(page.locator(".lead")).to_contain_text(FACTS)
    expect(page.locator(".watch")).to_contain_text(CHECKED)
    assert_no_sideways_scroll(page)
    page.locator(".watch").get_by_role("link", name=re.compile("What was said before")).click()
    expect(page).to_have_url(re.compile(rf"#check-{site.world.no_change}$"))
    check = page.locator(f"#check-{site.world.no_change}")
    expect(check).to_be_in_viewport()
    expect(check).to_contain_text(CHECKED)
    expect(page.locator("main")).to_contain_text(FACTS)
    assert_no_sideways_scroll(page)
    check.get_by_role("link").first.click()
    expect(page.locator("#record")).to_be_visible()
    assert_no_sideways_scroll(page)
    page.goto("/")
    page.get_by_role("link", name="See the record").click()
    expect(page).to_have_url(f"{site.url}/positions/{site.world.ordered_position}/")
    expect(page.locator(".quoted .words").first).to_be_in_viewport(ratio=1)


def assert_no_sideways_scroll(page: Page) -> None:
    page.wait_for_load_state("load")  # with its style sheets
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
