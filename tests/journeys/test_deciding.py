"""An editor takes a claim from draft to public, amends it and withdraws it, in a browser, by its buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, ServeDesk
from tests.journeys.desk import Hands
from tests.journeys.test_accessibility import GRAVE
from tests.serving import RECORDS

CLAIMS = "/admin/claims/claim/"
PRESSED = "A bridge that nobody has built yet"
Opening = Callable[..., Page]


@pytest.fixture(scope="module")
def desk(serve_desk: ServeDesk) -> str:
    """The address of a desk with all of the fixtures on record."""
    return serve_desk(RECORDS)[0]


@pytest.fixture
def page_of(browser: Browser, desk: str) -> Iterator[Opening]:
    """Opens a page of the desk, signed in; at the end none broke the policy."""
    broken: list[str] = []
    with ExitStack() as contexts:

        def opened(path: str, **more: Any) -> Page:
            context = browser.new_context(
                base_url=desk, viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, **more
            )
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            page.on("pageerror", lambda error: broken.append(str(error)))
            page.on("console", lambda said: broken.append(said.text) if "Policy" in said.text else None)
            Hands(page).sign_in(path)
            return page

        yield opened
    assert broken == []


def button(page: Page, name: str) -> None:
    page.locator(".object-tools").get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_be_visible()


def public_claim(page: Page) -> None:
    """Go to the page of the first public claim in the list."""
    page.goto(f"{CLAIMS}?state=published")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator(".object-tools")).to_contain_text("Amend")


def test_a_claim_is_amended_and_withdrawn_by_its_buttons(page_of: Opening) -> None:
    page = page_of(CLAIMS)
    public_claim(page)
    button(page, "Amend")
    page.get_by_role("link", name="Start a working copy").click()
    page.locator("[name=context]").evaluate("field => { field.closest('details')?.setAttribute('open', '') }")
    page.fill("[name=context]", PRESSED)
    page.get_by_role("button", name="Save draft").click()
    button(page, "Preview")
    expect(page.locator(".preview-bar")).to_contain_text("working copy")
    expect(page.locator("main")).to_contain_text(PRESSED)
    page.get_by_role("link", name="Back to the desk").click()
    button(page, "Amend the public claim")
    expect(page.locator(".changes")).to_contain_text(PRESSED)
    address = page.locator("code").inner_text()
    for name, text in {
        "note": "There was none.",
        "wrong": "None.",
        "right": "One.",
        "learned": "Ours.",
    }.items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="Amend now").click()
    expect(page.locator("form .errorlist").first).to_contain_text("required")  # No class was chosen.
    expect(page.locator("[name=note]")).to_have_value("There was none.")
    page.select_option("[name=change_class]", "update")
    page.get_by_role("button", name="Amend now").click()
    expect(page.locator(".messagelist")).to_contain_text("It was amended.")
    button(page, "History")
    expect(page.locator("#content")).to_contain_text("Version 2: Update")
    page.goto(address)
    expect(page.locator("main")).to_contain_text(PRESSED)
    page.go_back()
    page.go_back()
    button(page, "Withdraw")
    page.select_option("[name=reason_class]", "error")
    page.fill("[name=note]", "It was never said.")
    page.get_by_role("button", name="Withdraw for good").click()
    expect(page.locator(".messagelist")).to_contain_text("It was withdrawn.")
    answer = page.request.get(address)  # The browser may keep the page itself for a minute.
    assert answer.status == 410
    assert "It was never said." in answer.text()


def test_axe_finds_nothing_serious_where_decisions_are_taken(page_of: Opening) -> None:
    page = page_of(CLAIMS, bypass_csp=True)
    axe, found = Axe(), {}
    public_claim(page)
    for name in ("Amend", "Withdraw", "Preview", "History"):
        public_claim(page)
        button(page, name)
        violations = axe.run(page).response["violations"]
        if grave := [v["id"] for v in violations if v["impact"] in GRAVE]:
            found[name] = grave
    assert found == {}
