"""What a reader does on the site, without JavaScript and with it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Opening, Site

BOTH_WAYS = pytest.mark.parametrize("javascript", [False, True], ids=["plain", "javascript"])


@BOTH_WAYS
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


@BOTH_WAYS
def test_a_speaker_is_found_by_any_of_his_names(visit: Opening, site: Site, javascript: bool) -> None:
    world = site.world
    said = {world.first_support, world.no_change, world.later_support, world.turn, world.refusal}
    page = visit("/", javascript=javascript)
    for name in ("Лебедь", "lebed", "Víktor Lébed", "speaker:lebed"):
        search(page, name)
        expect(page.locator("input[name=c]")).to_have_count(len(said))
        assert set(keys(page)) == said, name
    page.get_by_role("link", name="Viktor Lebed").first.click()
    expect(page).to_have_url(f"{site.url}/speakers/viktor-lebed/")


@BOTH_WAYS
def test_words_are_found_in_their_forms_and_a_phrase_as_it_is(
    visit: Opening, site: Site, javascript: bool
) -> None:
    page = visit("/claims/", javascript=javascript)
    search(page, "мосты")
    expect(page.locator("input[name=c]")).to_have_count(1)
    search(page, '"nothing to add"')
    expect(page.locator("input[name=c]")).to_have_count(1)
    assert keys(page) == [site.world.two_roads]
    search(page, '"add nothing to"')
    expect(page.locator("input[name=c]")).to_have_count(0)
    expect(heading(page)).to_contain_text("No claims")


@BOTH_WAYS
def test_a_search_that_cannot_be_read_is_explained_and_mended(
    visit: Opening, site: Site, javascript: bool
) -> None:
    page = visit("/claims/?kind=statement", javascript=javascript)
    field = page.get_by_role("searchbox", name="Search in these claims")
    field.fill('"nothing to add')
    field.press("Enter")
    explained = page.get_by_role("main").get_by_text("quotation mark", exact=False)
    expect(explained.first).to_be_visible()
    expect(field).to_have_value('"nothing to add')
    field.fill('"nothing to add"')
    field.press("Enter")
    expect(page.locator("input[name=c]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"kind=statement"))


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


@BOTH_WAYS
def test_pages_of_a_list_lead_on_and_back(visit: Opening, site: Site, javascript: bool) -> None:
    page = visit("/claims/?size=10", javascript=javascript)
    first = keys(page)
    page.get_by_role("link", name="Older").click()
    expect(page.locator("input[name=c]")).to_have_count(7)
    assert {*first, *keys(page)} == {*site.world.public_claims}
    page.get_by_role("link", name="Newer").click()
    expect(page.locator("input[name=c]")).to_have_count(10)
    assert keys(page) == first


@BOTH_WAYS
def test_a_bad_date_is_said_beside_the_list_and_other_filters_stay(
    visit: Opening, site: Site, javascript: bool
) -> None:
    page = visit("/claims/?kind=promise&from=someday", javascript=javascript)
    expect(page.get_by_role("main").get_by_text("someday").first).to_be_visible()
    assert keys(page) == [site.world.promise]


@BOTH_WAYS
def test_an_address_that_is_not_there_leads_on(visit: Opening, site: Site, javascript: bool) -> None:
    page = visit("/claims/nothing/", javascript=javascript)
    expect(heading(page)).to_have_text("There is no page at this address")
    search(page, "flood")
    expect(heading(page)).to_contain_text("matching flood")


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def box(page: Page, key: str) -> Locator:
    return page.locator(f'input[name=c][value="{key}"]')


def keys(page: Page) -> list[str]:
    return [each.get_attribute("value") or "" for each in page.locator("input[name=c]").all()]


def search(page: Page, words: str) -> None:
    field = page.get_by_role("banner").get_by_role("searchbox")
    field.fill(words)
    with page.expect_navigation():
        field.press("Enter")


def opened_filters(page: Page) -> Locator:
    """The filters; on a narrow screen they are folded."""
    folded = page.locator("details#facets")
    if not folded.get_by_role("checkbox").first.is_visible():
        folded.locator("summary").first.click()
    return folded
