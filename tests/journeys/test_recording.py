"""An editor records a claim of one of the five articles by the form, by the keyboard alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser

from claims.domain.record.codec import to_document
from claims.models import Claim
from claims.models.record_mapping import as_record
from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, ServeDesk
from tests.journeys.desk import PASSWORD, Hands
from tests.journeys.first_claims import CLAIM_FORM, MOST_KEYS, record_first, record_next
from tests.serving import RECORDS

ADD = CLAIM_FORM
MOST_KEYSTROKES = 120
MOST_SECONDS = 120
CLAIMS = [
    json.loads(line)
    for line in next(p for p in RECORDS if p.stem == "claims").read_text("utf-8").splitlines()
]
"""The claims of the articles as the fixtures have them; the desk has all but these."""
PESKOV = next(claim for claim in CLAIMS if claim["words"]["text"].startswith("The Kremlin’s position"))
TITLE = "Kremlin Denies About-Face on Maduro, Brushes Off Evacuation Plans"
Opening = Callable[..., Hands]


@pytest.fixture(scope="module")
def desk(serve_desk: ServeDesk) -> str:
    """The desk with everything of the fixtures on record but the claims."""
    return serve_desk([path for path in RECORDS if path.stem != "claims"])


@pytest.fixture
def hands(browser: Browser, desk: str, unlocked: None) -> Iterator[Opening]:
    """Opens the form, signed in; at the end no page broke the policy."""
    broken: list[str] = []
    with ExitStack() as contexts:

        def opened() -> Hands:
            context = browser.new_context(base_url=desk, viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            page.on("pageerror", lambda error: broken.append(str(error)))
            page.on("console", lambda said: broken.append(said.text) if "Policy" in said.text else None)
            found = Hands(page)
            found.sign_in(ADD)
            return found

        yield opened
    assert broken == []


def latest_claim() -> dict[str, Any]:
    """The document of the claim that was recorded last."""

    def read() -> dict[str, Any]:
        try:
            return to_document(as_record(Claim.objects.latest("pk")))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read).result()


def test_a_claim_is_recorded_by_the_keyboard_alone(
    hands: Opening, record_property: Callable[[str, object], None]
) -> None:
    eve = hands()
    page, hop = eve.page, PESKOV["chain"][0]
    started = time.monotonic()
    assert eve.focused() == "source"
    eve.paste(TITLE)
    page.wait_for_selector("output[data-part=source] >> text=Already in the database: Kremlin Denies")
    eve.tab_to("text")
    eve.paste(PESKOV["words"]["text"])
    eve.press("Tab", "q", "Tab", "e", "n", "Tab", "r", "u")
    eve.tab_to("speaker")
    eve.type("песк")
    eve.choose("Dmitry Peskov")
    page.wait_for_selector("output[data-part=speaker] >> text=presidential spokesman, The Kremlin")
    eve.tab_to("role")
    eve.paste(PESKOV["role"])
    eve.press("Tab")
    eve.type("kreml")
    eve.choose("The Kremlin")
    eve.press("Tab")
    eve.type("thu")
    page.wait_for_selector("output[data-part=said] >> text=7 February 2019, exact, worked out")
    eve.tab_to("occasion")
    eve.paste("to reporters")
    eve.tab_to("chain-0-from_")
    eve.type("2")
    eve.tab_to("chain-0-as_")
    eve.paste(hop["as"])
    eve.press("Tab")
    eve.paste(hop["exact"][0]["text"])
    eve.tab_to("Step 2")
    eve.press("Enter")
    eve.tab_to("chain-1-outlet")
    eve.type("rbc")
    eve.choose("RBC")
    eve.tab_to("stances-0-position")
    eve.type("support")
    eve.choose("Does Russia stand by Nicolás Maduro?")
    eve.tab_to("stances-0-unchanged")
    eve.press("Space")
    eve.tab_to("stances-0-basis")
    eve.press("ArrowDown")
    eve.tab_to("stances-0-grounds")
    eve.paste(PESKOV["stances"][0]["grounds"])
    page.wait_for_selector(
        "[data-part=checks] >> text=The quote is a translation, and the original words are missing"
    )
    assert "Needed for publishing" not in page.inner_text("[data-part=checks]")
    eve.press("Control+Enter")
    page.wait_for_url(f"**{ADD}?after=*")
    seconds = time.monotonic() - started
    record_property("keystrokes", eve.keystrokes)
    record_property("seconds", round(seconds, 1))
    print(f"keystrokes {eve.keystrokes}, seconds {seconds:.1f}")  # noqa: T201
    assert eve.keystrokes < MOST_KEYSTROKES
    assert eve.focused() == "text"
    assert page.input_value("[name=speaker]") == "Dmitry Peskov"
    found = latest_claim()
    for name in ("words", "speaker", "role", "on_behalf_of", "said", "said_basis"):
        assert found[name] == PESKOV[name]
    assert found["chain"] == [PESKOV["chain"][0], {"hop": 2, "outlet": "rbc"}]
    (stance,) = found["stances"]
    assert stance == {name: value for name, value in PESKOV["stances"][0].items() if name != "of"}


def test_a_first_claim_and_the_next_from_its_source_take_few_keys(hands: Opening) -> None:
    eve = hands()
    eve.page.goto("/admin/")
    record_first(eve)
    assert eve.keystrokes <= MOST_KEYS
    first = latest_claim()
    assert first["words"] == {"text": "The ferry is not for sale", "form": "quoted", "language": "en"}
    assert (first["speaker"], first["said"]) == ("ana-example", "2019-02-07")
    eve.keystrokes = 0
    record_next(eve)
    assert eve.keystrokes <= MOST_KEYS // 2
    found = latest_claim()
    assert found["words"] == {"text": "Nobody has asked for the ferry", "form": "quoted", "language": "en"}
    assert found["speaker"] == "ben-example"
    for name in ("said", "chain"):
        assert found[name] == first[name]


def test_what_was_typed_is_there_after_a_crash_and_after_the_session_has_ended(hands: Opening) -> None:
    eve = hands()
    page = eve.page
    page.fill("[name=source]", TITLE)
    page.fill("[name=text]", "Half a sentence that nobody saved")
    page.fill("[name=stances-0-position]", "support-for-maduro")
    page.wait_for_selector("[name=stances-0-answer][data-answer='2']")
    page.focus("[name=stances-0-answer]")
    eve.press("2")
    chosen = page.get_attribute("[name=stances-0-answer]:checked", "value")
    page.wait_for_function(
        "localStorage.length > 0 && Object.values(localStorage).join().includes('nobody saved')"
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.goto(ADD)
    assert page.input_value("[name=text]") == ""
    page.click("text=Put it back")
    page.wait_for_selector("text=What you typed is back")
    assert page.input_value("[name=text]") == "Half a sentence that nobody saved"
    assert page.get_attribute("[name=stances-0-answer]:checked", "value") == chosen
    page.context.clear_cookies(name="sessionid")
    page.click("[name=_save]")
    page.fill("[name=username]", "eve")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.click("text=Look at it first")
    page.wait_for_selector("text=What you typed is back")
    assert page.input_value("[name=text]") == "Half a sentence that nobody saved"
    assert page.get_attribute("[name=stances-0-answer]:checked", "value") == chosen
    page.fill("[name=speaker]", "dmitry-peskov")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
    assert "nobody saved" not in page.evaluate("Object.values(localStorage).join()")
    page.goto(ADD)
    assert page.query_selector("text=Put it back") is None
