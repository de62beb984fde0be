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
    return serve_desk(RECORDS)


@pytest.fixture
def desk(browser: Browser, address: str, unlocked: None) -> Iterator[BrowserContext]:
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
    a_name_is_found_and_another_is_made_in_another_tab(page)
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


def a_name_is_found_and_another_is_made_in_another_tab(page: Page) -> None:
    page.goto("/admin/claims/source/add/")
    page.locator("[name=outlet]").press_sequentially("rbc")
    page.get_by_role("option", name="RBC").first.click()
    expect(page.locator("[name=outlet]")).to_have_value("RBC")
    page.locator("[name=title]").fill("A page")
    page.locator("[name=outlet]").fill("The Popup Post")
    page.locator("[name=_save]").click()
    expect(page.locator("[name=outlet]")).to_be_focused()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Make this outlet in another tab").click()
    popup = opened.value
    expect(popup.get_by_label("Name")).to_have_value("The Popup Post")
    popup.get_by_role("button", name="Save draft").click()
    expect(popup.locator(".messagelist .success")).to_be_visible()
    popup.close()
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def rows_are_added_to_a_form(page: Page) -> None:
    page.goto("/admin/claims/speaker/add/")
    page.locator("[name=name]").fill("Ana Example")
    page.locator("[name=aliases-0-text]").fill("Ana E.")
    page.get_by_role("button", name="Add another alias").click()
    expect(page.locator("[name=aliases-1-text]")).to_be_focused()
    expect(page.locator("[name=aliases-0-text]")).to_have_value("Ana E.")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def a_second_factor_is_drawn(page: Page) -> None:
    page.get_by_role("link", name="Sign-in code").click()
    expect(page.locator(".qr svg path")).to_be_visible()
    # A browser may lay out the page before it has the stylesheet.
    for side in ("width", "height"):
        expect(page.locator(".qr svg")).to_have_css(side, "200px")
