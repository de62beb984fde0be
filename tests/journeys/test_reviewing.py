"""A second editor walks the list of what waits by keys, approves one thing and returns another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from claims.actions.drafts.proposing import propose
from claims.actions.drafts.recording import propose_change, record_draft
from claims.actions.publishing.amending import Amendment
from claims.actions.publishing.reviewing import submit, submit_change
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import TopicRecord
from claims.models import Claim
from claims.models.record_mapping import as_record
from claims.queries.people import actor_of
from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, ServeDesk
from tests.journeys.desk import Hands
from tests.serving import RECORDS

REVIEW = "/admin/review/"
Opening = Callable[..., Page]


def work_of_eve() -> None:
    """A new topic, a change to a claim and a withdrawal, which wait for review."""
    eve, now = actor_of(User.objects.get(username="eve")), timezone.now()
    record_draft(record=TopicRecord(slug="ferries", name="Ferries of Ruritania"), by=eve, at=now)
    submit(record_type="topic", key="ferries", by=eve, at=now)
    first, second = Claim.objects.published().order_by("pk")[:2]
    record = as_record(first)
    assert isinstance(record, ClaimRecord)
    changed = replace(record, context="A bridge that nobody has built yet.")
    propose_change(record=changed, by=eve, at=now)
    told = {"wrong": "None.", "right": "One.", "learned": "From a reader."}
    submit_change(amendment=Amendment(changed, ChangeClass.UPDATE, "The context.", **told), by=eve, at=now)
    answers = {"reason_class": "error", "survivor": "", "note": "Never said.", "edition": second.edition}
    propose(record_type="claim", key=second.key, decision="withdraw", answers=answers, by=eve, at=now)


@pytest.fixture(scope="module")
def desk(serve_desk: ServeDesk) -> str:
    """The address of a desk at which three things of Eve's wait for review."""
    return serve_desk(RECORDS, review=True, begin=work_of_eve)


def opened(browser: Browser, desk: str) -> Page:
    """The list, as Fay sees it."""
    context = browser.new_context(base_url=desk, viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    Hands(page).sign_in(REVIEW, name="fay")
    return page


def test_by_keys_one_is_approved_and_one_returned(browser: Browser, desk: str, unlocked: None) -> None:
    page = opened(browser, desk)
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(3)
    expect(page.locator("[data-list-keys]")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(rows.first).to_have_class("is-current")
    work = [row.locator("td").nth(1).inner_text() for row in rows.all()]
    for _ in range(work.index("Change to a claim")):
        page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator(".changes")).to_contain_text("A bridge that nobody has built yet.")
    expect(page.locator("[name=note]")).to_have_value("The context.")
    expect(page.locator("[data-list-keys]")).to_be_visible()  # The script has come, and with it the keys.
    page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("It was amended.")
    expect(rows).to_have_count(2)
    expect(page.locator("[data-list-keys]")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("#id_return_comment")).to_be_focused()
    page.keyboard.type("Which part? Say more.")  # The keys mean nothing while one types.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("It was returned.")
    expect(rows).to_have_count(1)
    page.context.close()
