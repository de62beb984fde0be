"""The desk in a real browser: sign-in, lists, forms, autocomplete and popups break no policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, ServeDesk
from tests.journeys.desk import PASSWORD
from tests.serving import RECORDS

# Kept over pages, because a violation may be the last thing that a page does.
REPORTED = """
document.addEventListener("securitypolicyviolation", (event) => {
  const where = `${event.sourceFile}:${event.lineNumber}`;
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${where}`);
});
"""


@pytest.fixture(scope="module")
def address(serve_desk: ServeDesk) -> str:
    """The address of a desk with all of the fixtures on record."""
    return serve_desk(RECORDS)[0]


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser whose every complaint is kept; at the end there was none."""
    context = browser.new_context(base_url=address, viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    context.add_init_script(REPORTED)
    said: list[str] = []
    context.on(
        "console",
        lambda message: (
            said.append(f"{message.page and message.page.url}: {message.text}")
            if message.type == "error"
            else None
        ),
    )
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context
    context.close()
    assert said == []


def signed_in(desk: BrowserContext) -> Page:
    page = desk.new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("eve")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Sign-in code")).to_be_visible()
    return page


def test_no_page_of_the_desk_breaks_the_policy(desk: BrowserContext) -> None:
    page = signed_in(desk)
    lists_and_their_searches(page)
    an_autocomplete_finds_and_a_popup_adds(page)
    rows_are_added_to_a_form(page)
    a_second_factor_is_drawn(page)
    page.goto("/admin/claims/claim/add/")
    expect(page.locator("form textarea").first).to_be_attached()


def lists_and_their_searches(page: Page) -> None:
    for model in ("claim", "source", "speaker", "auditevent"):
        page.goto(f"/admin/claims/{model}/")
        expect(page.locator("#result_list tbody tr").first).to_be_visible()
        page.locator("#searchbar").fill("Maduro")
        page.locator("#searchbar").press("Enter")
        expect(page.locator("#searchbar")).to_have_value("Maduro")


def an_autocomplete_finds_and_a_popup_adds(page: Page) -> None:
    page.goto("/admin/claims/source/add/")
    page.locator("#id_outlet + .select2").click()
    page.locator(".select2-search__field").fill("rbc")
    page.locator(".select2-results__option", has_text="RBC").first.click()
    expect(page.locator("#select2-id_outlet-container")).to_contain_text("RBC")
    with page.expect_popup() as opened:
        page.locator("#add_id_outlet").click()
    popup = opened.value
    popup.get_by_label("Name").fill("The Popup Post")
    popup.locator("[name=slug]").fill("the-popup-post")
    popup.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#select2-id_outlet-container")).to_contain_text("The Popup Post")


def rows_are_added_to_a_form(page: Page) -> None:
    page.goto("/admin/claims/speaker/add/")
    page.locator(".add-row a, .add-row button").first.click()
    expect(page.locator("[name=aliases-0-text]")).to_be_visible()


def a_second_factor_is_drawn(page: Page) -> None:
    page.get_by_role("link", name="Sign-in code").click()
    square = page.locator(".qr svg path")
    expect(square).to_be_visible()
    box = page.locator(".qr").bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(box["height"], abs=2)
