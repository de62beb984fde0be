"""An editor walks the list of claims and compares, by keys."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Opening, Site

LIST = "/admin/claims/claim/"


def test_the_keys_walk_the_list_tick_compare_search_and_go_until_they_are_switched_off(desk: Opening) -> None:
    page = desk(LIST)
    for key in "jxjxkjj":
        page.keyboard.press(key)
    assert page.locator("#result_list input.action-select:checked").count() == 2
    assert page.locator("#result_list tr.is-current").count() == 1
    with page.expect_navigation():
        page.keyboard.press("v")
    assert "/compare/?c=" in page.url
    assert page.get_by_role("button", name="Save relations").is_visible()
    page.goto(LIST)
    page.keyboard.press("/")
    page.keyboard.type("bridge jx")
    assert page.locator("#searchbar").input_value() == "bridge jx"
    page.goto(LIST)
    page.keyboard.press("?")
    assert page.locator("[data-list-keys]").get_attribute("open") is not None
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.rstrip("/").endswith("/change")
    page.goto("/admin/")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.url.endswith("/admin/claims/claim/add/")
    page.goto(LIST)
    for letter, path in (("d", "/admin/"), ("c", LIST), ("r", "/admin/review/")):
        page.keyboard.press("g")
        with page.expect_navigation(url=f"**{path}"):
            page.keyboard.press(letter)
        page.wait_for_load_state()
    page.goto(LIST)
    page.keyboard.press("?")
    page.get_by_label("Keys are on").uncheck()
    page.goto(LIST)
    page.keyboard.press("j")
    assert page.locator("#result_list tr.is-current").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_the_state_of_a_change_is_not_cut_off(desk: Opening, width: int) -> None:
    page = desk(LIST)
    page.set_viewport_size({"width": width, "height": 740})
    states = page.locator("#result_list td.field-status")
    assert "published, v1; change, draft" in states.all_inner_texts()
    assert not any(state.evaluate("cell => cell.scrollWidth > cell.clientWidth") for state in states.all())


def test_a_digit_chooses_an_answer_of_the_form(desk: Opening) -> None:
    page = desk(f"{LIST}add/")
    page.get_by_label("Position:", exact=True).first.press_sequentially(
        "Should the bridge over the Eder be built?"
    )
    answers = page.get_by_role("radio")
    answers.first.wait_for()
    answers.first.focus()
    page.keyboard.press("2")
    assert answers.nth(2).is_checked()


def test_a_speaker_is_looked_up_by_an_alias_in_another_script(desk: Opening, site: Site) -> None:
    page = desk(LIST)
    page.locator(".typed-filter .select2-selection").first.click()
    page.locator(".select2-search__field").fill("лебедь")
    page.locator(".select2-results__option", has_text="Viktor Lebed").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Filter by speaker").click()
    assert "speaker=" in page.url
    assert page.locator("#result_list tbody tr").count() > 1
