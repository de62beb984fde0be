"""The life of one claim, from an article to its tombstone: two editors, and a reader who follows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import world_shared as shared
from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, ServeDesk
from tests.journeys.desk import Hands
from tests.world_claims import FIRST_SUPPORT

pytestmark = pytest.mark.postgresql

ADD, CLAIMS, WRITTEN = (
    "/admin/claims/claim/add/",
    "/admin/claims/claim/",
    "The brigde will never be built",
)
MENDED = "The bridge will never be built"
ON_RECORD = [
    *shared.OUTLETS,
    *shared.SOURCES,
    *shared.SPEAKERS,
    *shared.TOPICS,
    *shared.POSITIONS,
    FIRST_SUPPORT,
]
Opening = Callable[..., Page]


@pytest.fixture(scope="module")
def desk(serve_desk: ServeDesk, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a desk where two people are needed, with one claim on record."""
    records: Path = tmp_path_factory.mktemp("records") / "records.jsonl"
    records.write_text("".join(json.dumps(document) + "\n" for document in ON_RECORD), "utf-8")
    return serve_desk([records], review=True)[0]


@pytest.fixture
def opened(browser: Browser, desk: str) -> Iterator[Opening]:
    """Opens a page for an editor of that name, or for a reader; at the end none broke the policy."""
    broken: list[str] = []
    with ExitStack() as contexts:

        def opened(path: str, *, by: str = "", **more: Any) -> Page:
            context = browser.new_context(
                base_url=desk, viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, **more
            )
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            page.on("pageerror", lambda error: broken.append(str(error)))
            page.on("console", lambda said: broken.append(said.text) if "Policy" in said.text else None)
            if by:
                Hands(page).sign_in(path, name=by)
            else:
                page.goto(path)
            return page

        yield opened
    assert broken == []


def button(page: Page, name: str) -> None:
    page.locator(".object-tools").get_by_role("link", name=name, exact=True).click()


def done(page: Page, sentence: str) -> None:
    expect(page.locator(".messagelist")).to_contain_text(sentence)


def test_the_life_of_a_claim(opened: Opening) -> None:
    # From an article at the desk …
    eve = opened(ADD, by="eve", java_script_enabled=False)
    eve.fill("[name=source]", "https://voz.example/2021/03/11/puente?utm_source=letter")
    eve.fill("[name=text]", WRITTEN)
    eve.fill("[name=speaker]", "Viktor Lebed")
    eve.fill("[name=said]", "2021-03-10")
    eve.fill("[name=language]", "en")
    eve.select_option("[name=form]", "quoted")
    eve.fill("[name=stances-0-position]", "build-the-bridge")
    eve.click("input[name=_check]")
    eve.locator("[name=stances-0-answer][value=no]").check()
    eve.fill("[name=stances-0-grounds]", "He says so.")
    eve.click("[name=_save]")
    done(eve, "Draft saved")
    draft = eve.url
    # … beside an earlier one …
    eve.goto(f"{CLAIMS}?all=1")
    for words in (WRITTEN, FIRST_SUPPORT["words"]["text"]):
        row = eve.locator("#result_list tbody tr").filter(has_text=words)
        row.locator("input.action-select").check()
    eve.locator('select[name="action"]').select_option("compare_selected")
    eve.get_by_role("button", name="Go", exact=True).click()
    expect(eve.locator("#content")).to_contain_text(WRITTEN)
    # … submitted, and published by the other editor.
    eve.goto(draft)
    button(eve, "Submit")
    eve.get_by_role("button", name="Submit for review").click()
    done(eve, "It waits for review.")
    expect(eve.locator(".object-tools")).to_contain_text("History")
    expect(eve.locator(".object-tools").get_by_role("link", name="Publish", exact=True)).to_have_count(0)
    fay = opened(draft, by="fay", java_script_enabled=False)
    button(fay, "Publish")
    address = fay.locator("code").first.inner_text()
    fay.get_by_role("button", name="Publish now").click()
    done(fay, "It is public.")
    # A reader finds it.
    reader = opened("/")
    reader.get_by_role("searchbox").first.fill("never built")
    reader.keyboard.press("Enter")
    reader.get_by_role("link", name=re.compile(WRITTEN)).first.click()
    expect(reader.locator("main")).to_contain_text("10 March 2021")
    assert reader.url.endswith(address)
    # It is amended, by one who wrote and one who approves; the reader is told what was wrong.
    eve.goto(draft)
    button(eve, "Amend")
    eve.get_by_role("link", name="Start a working copy").click()
    eve.fill("[name=text]", MENDED)
    eve.click("[name=_save]")
    button(eve, "Submit")
    eve.select_option("[name=change_class]", "correction")
    for name, text in {"note": "Misspelt by us.", "wrong": "brigde", "right": "bridge"}.items():
        eve.fill(f"[name={name}]", text)
    eve.fill("[name=learned]", "A reader wrote to us.")
    eve.get_by_role("button", name="Submit for review").click()
    done(eve, "It waits for review.")
    fay.goto(draft)
    button(fay, "Amend")
    expect(fay.locator(".changes")).to_contain_text("bridge")
    fay.get_by_role("button", name="Amend now").click()
    done(fay, "It was amended.")
    reader = opened("/corrections/")
    expect(reader.locator("main")).to_contain_text("Misspelt by us.")
    expect(reader.locator("main")).to_contain_text("A reader wrote to us.")
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_contain_text(MENDED)
    reader.get_by_role("link", name="History", exact=True).click()
    expect(reader.get_by_role("heading", name="Version 2")).to_be_visible()
    reader.get_by_role("link", name="Version 1 as it stood").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text(WRITTEN)
    # It is withdrawn, which one proposes and the other approves …
    eve.goto(draft)
    button(eve, "Withdraw")
    eve.select_option("[name=reason_class]", "error")
    eve.fill("[name=note]", "The recording has no such words.")
    eve.get_by_role("button", name="Withdraw for good").click()
    done(eve, "It waits for a second editor")
    assert reader.request.get(address).status == 200
    fay.goto(draft)
    button(fay, "Withdraw: waits for approval")
    expect(fay.locator("#content")).to_contain_text("Proposed by eve.")
    fay.get_by_role("button", name="Approve: withdraw for good").click()
    done(fay, "It was withdrawn.")
    # … and its address says so for good, with its history.
    reader = opened(address)
    assert reader.request.get(address).status == 410
    for text in ("The recording has no such words.", "Recorded in error", "fay"):
        expect(reader.locator("main")).to_contain_text(text)
    reader.get_by_role("link", name="The history of the claim").click()
    for version in (1, 2, 3):
        expect(reader.get_by_role("heading", name=f"Version {version}")).to_be_visible()
    reader.goto("/claims/?q=built")
    expect(reader.locator("main")).not_to_contain_text(MENDED)
