"""A phone, a keyboard, a dark room."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from claims.domain.record.paths import compare_path
from tests.journeys.conftest import Opening, Site

PHONE = (360, 740)
FINGER = 44


def test_a_finger_hits_what_ticks_and_folds(visit: Opening, site: Site) -> None:
    page = visit("/claims/", size=PHONE)
    for target in (
        *page.locator("label.tick").all(),
        page.locator("details#facets > summary"),
        page.get_by_role("button", name="Compare ticked").first,
    ):
        place = target.bounding_box()
        assert place
        assert min(place["height"], place["width"]) >= FINGER, target
    page.goto(f"/claims/{site.world.turn}/")
    place = page.locator(".claim-acts label.tick").bounding_box()
    assert place
    assert place["height"] >= FINGER


def the_first_key_leads_past_the_head(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_keys_search_walk_tick_and_compare_until_they_are_switched_off(visit: Opening, site: Site) -> None:
    page = visit("/claims/")
    the_first_key_leads_past_the_head(page)
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("c")
    expect(page.locator("input[name=c]:checked")).to_have_count(2)
    keys = [box.get_attribute("value") or "" for box in page.locator("input[name=c]:checked").all()]
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Search in these claims")
    expect(field).to_be_focused()
    page.keyboard.type("jcv/")
    expect(field).to_have_value("jcv/")
    page.get_by_role("main").focus()
    page.keyboard.press("v")
    expect(page).to_have_url(f"{site.url}{compare_path(keys)}")
    page.wait_for_load_state()
    page.keyboard.press("?")
    page.get_by_label("Shortcuts on").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("banner").get_by_role("searchbox")).not_to_be_focused()


def test_six_ticks_at_most_are_kept_from_page_to_page_and_cleared(visit: Opening, site: Site) -> None:
    page = visit("/claims/")
    page.locator(f'input[value="{site.world.turn}"]').check()
    page.goto("/claims/?sort=oldest")
    expect(page.locator(f'input[value="{site.world.turn}"]')).to_be_checked()
    page.goto(f"/claims/{site.world.turn}/")
    box = page.locator(f'.claim-acts input[value="{site.world.turn}"]')
    expect(box).to_be_checked()
    page.get_by_role("button", name="Clear").click()
    expect(box).not_to_be_checked()
    expect(page.get_by_role("complementary", name="Claims ticked")).to_be_hidden()
    page.goto("/claims/")
    for key in site.world.public_claims[:6]:
        page.locator(f'input[value="{key}"]').check()
    expect(page.locator(f'input[value="{site.world.public_claims[6]}"]')).to_be_disabled()


def test_a_theme_is_chosen_and_stays(visit: Opening) -> None:
    page = visit("/")
    light = background(page)
    page.get_by_role("group", name="Theme").get_by_role("button", name="Dark").click()
    dark = background(page)
    assert dark != light
    page.goto("/claims/")
    assert background(page) == dark
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="System").click()
    assert background(page) == light
    page.emulate_media(color_scheme="dark")
    assert background(page) == dark


def test_without_javascript_the_theme_is_that_of_the_system(visit: Opening) -> None:
    page = visit("/", javascript=False)
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    light = page.screenshot(clip={"x": 0, "y": 0, "width": 4, "height": 4})
    page.emulate_media(color_scheme="dark")
    assert page.screenshot(clip={"x": 0, "y": 0, "width": 4, "height": 4}) != light


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
