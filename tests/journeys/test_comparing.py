"""A comparison in a browser: on paper and on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from claims.domain.record.paths import compare_path
from tests.journeys.conftest import Site

PAGE = re.compile(rb"/Type\s*/Page\b")
SHEET = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


def test_three_statements_are_printed_on_one_page_that_needs_no_colour(browser: Browser, site: Site) -> None:
    world = site.world
    keys = (world.first_support, world.later_support, world.turn)
    context = browser.new_context()
    page = context.new_page()
    for query in ("", "?view=phrases", "?v=1,1,1"):
        page.goto(f"{site.url}{compare_path(keys)}{query}")
        printed = page.pdf(prefer_css_page_size=True)
        assert len(PAGE.findall(printed)) == 1, query
        (sheet,) = set(SHEET.findall(printed))
        assert float(sheet[0]) > float(sheet[1]), query
    page.goto(f"{site.url}{compare_path(keys[:2])}")
    page.emulate_media(media="print")
    added = page.locator("ins").first
    assert "underline" in added.evaluate("node => getComputedStyle(node).textDecorationLine")
    assert added.evaluate("node => getComputedStyle(node).fontWeight") == "600"
    context.close()


def test_on_a_phone_the_matrix_scrolls_and_the_page_does_not(browser: Browser, site: Site) -> None:
    world = site.world
    keys = (world.first_support, world.later_support, world.turn, world.promise)
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{site.url}{compare_path(keys)}?view=phrases")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    table = page.get_by_role("region", name="Phrases of the words in English")
    assert table.evaluate("node => node.scrollWidth > node.clientWidth")
    table.focus()
    expect(table).to_be_focused()
    expect(page.get_by_role("row", name=re.compile("^bridge")).first).to_be_visible()
    context.close()
