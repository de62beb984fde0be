"""Editors code the claims of a position by keys, and log a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, ServeDesk
from tests.journeys.desk import Hands
from tests.serving import RECORDS

SCREEN = "/admin/code/support-for-maduro/"
QUICK = "/admin/claims/coveragecheck/quick/"
MOST_KEYS_FOR_A_STANCE = 40
MOST_KEYS_FOR_A_SEARCH = 80
"""Four keys a second, for twenty seconds."""
Opening = Callable[..., Hands]


@pytest.fixture(scope="module")
def desk(serve_desk: ServeDesk) -> str:
    """The desk with everything of the fixtures on record."""
    return serve_desk(RECORDS)


@pytest.fixture
def hands(browser: Browser, desk: str, unlocked: None) -> Iterator[Opening]:
    """Opens a page, signed in; at the end no page broke the policy."""
    broken: list[str] = []
    with ExitStack() as contexts:

        def opened(path: str) -> Hands:
            context = browser.new_context(base_url=desk, viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            page.on("pageerror", lambda error: broken.append(str(error)))
            page.on("console", lambda said: broken.append(said.text) if "Policy" in said.text else None)
            found = Hands(page)
            found.sign_in(path)
            return found

        yield opened
    assert broken == []


def words_of(eve: Hands) -> str:
    return eve.page.inner_text(".coding-claim blockquote >> nth=0")


def test_a_claim_is_coded_by_keys_and_the_next_one_follows(hands: Opening) -> None:
    eve = hands(SCREEN)
    eve.page.focus("[name=condition]")
    eve.type("1 u s 3")  # The keys mean nothing while one types.
    assert eve.page.input_value("[name=condition]") == "1 u s 3"
    assert eve.page.query_selector("input[name=answer]:checked") is None
    eve.page.goto(SCREEN)
    first = words_of(eve)
    eve.press("s")
    eve.page.wait_for_url("**after=*")
    second = words_of(eve)
    assert second != first
    eve.keystrokes = 0
    eve.press("2", "u", "u", "3", "Enter")
    assert eve.focused() == "grounds"
    eve.type("He says that he stands by.")
    eve.press("Control+Enter")
    eve.page.wait_for_selector("text=Saved and public")
    assert words_of(eve) != second
    assert eve.keystrokes < MOST_KEYS_FOR_A_STANCE
    eve.press("0", "Enter")
    eve.page.wait_for_selector("text=nothing changes in")


def test_a_search_is_logged_by_the_keyboard_alone(hands: Opening) -> None:
    eve = hands(QUICK)
    page = eve.page
    assert eve.focused() == "voice"
    eve.type("kreml")
    eve.choose("The Kremlin")
    eve.tab_to("terms")
    eve.type("Maduro")
    eve.tab_to("outlets")
    eve.type("rbc")
    eve.press("Tab")
    eve.type("jan 2018")
    eve.press("Tab")
    eve.type("6 feb 2019")
    page.wait_for_selector("output[data-part=to] >> text=Read as 6 February 2019, exact.")
    eve.press("Tab")
    eve.type("0")
    eve.press("Control+Enter")
    page.wait_for_selector("text=Search logged and public")
    assert eve.keystrokes < MOST_KEYS_FOR_A_SEARCH
    eve.keystrokes = 0
    assert page.input_value("[name=voice]") == "The Kremlin"
    assert page.input_value("[name=checked_on]") == "today"
    eve.tab_to("hits")
    eve.type("2")
    eve.press("Control+Enter")
    page.wait_for_selector("text=Search logged and public")
    assert eve.keystrokes < 20
