"""An editor walks the list of claims, compares, and keeps a view; by keys, and without any script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests.journeys.conftest import DESKTOP, PATIENCE_MILLISECONDS, Site, Watch
from tests.journeys.test_accessibility import GRAVE, SCHEMES

LIST = "/admin/claims/claim/"
Desk = Callable[..., Page]


@pytest.fixture(scope="module")
def session(site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The session of an editor who is signed in."""
    with django_db_blocker.unblock():
        editor = User.objects.create_superuser("lister")
        browser = Client()
        browser.force_login(editor, "django.contrib.auth.backends.ModelBackend")
        yield browser.cookies[settings.SESSION_COOKIE_NAME].value
        editor.delete()


@pytest.fixture
def desk(browser: Browser, site: Site, session: str) -> Iterator[Desk]:
    """Opens a page of the admin for the editor; at the end no script failed and no policy was broken."""
    watch = Watch(site.url)
    with ExitStack() as open_contexts:

        def opened(path: str, *, javascript: bool = True) -> Page:
            context = browser.new_context(
                base_url=site.url,
                java_script_enabled=javascript,
                viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
                reduced_motion="reduce",
            )
            open_contexts.callback(context.close)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site.url}])
            context.set_default_timeout(PATIENCE_MILLISECONDS)
            page = context.new_page()
            watch.follow(page)
            page.goto(path)
            return page

        yield opened
    assert [seen for seen in watch.seen if not seen.startswith("cookie: ")] == []


def test_axe_finds_nothing_serious_on_the_desk_the_list_and_a_comparison(desk: Desk, site: Site) -> None:
    page = desk("/admin/")
    axe = Axe()
    found = {}
    compared = f"{LIST}compare/?c={site.world.draft}&c={site.world.first_support}&c={site.world.turn}"
    for path in ("/admin/", LIST, f"{LIST}?speaker={site.world.lebed}&q=bridge", compared):
        page.goto(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            # The desk's links fade from one colour to the other.
            page.evaluate(
                "Promise.allSettled(document.getAnimations().map((animation) => animation.finished))"
            )
            results = axe.run(page).response["violations"]
            grave = [
                (one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"])
                for one in results
                if one["impact"] in GRAVE
            ]
            if grave:
                found[path, scheme] = grave
    assert found == {}, "\n".join(
        f"{k} {v[0]} {v[1][:150]} {v[2][:300]}" for k, vs in found.items() for v in vs
    )


def test_the_keys_walk_the_list_tick_and_compare(desk: Desk) -> None:
    page = desk(LIST)
    for key in "jxjxkjj":
        page.keyboard.press(key)
    assert page.locator("#result_list input.action-select:checked").count() == 2
    assert page.locator("#result_list tr.is-current").count() == 1
    with page.expect_navigation():
        page.keyboard.press("v")
    assert "/compare/?c=" in page.url
    assert page.get_by_role("button", name="Save relations").is_visible()


def test_slash_searches_enter_opens_and_n_makes_a_new_claim(desk: Desk) -> None:
    page = desk(LIST)
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


def test_g_and_a_letter_go_to_a_page_until_keys_are_switched_off(desk: Desk) -> None:
    page = desk(LIST)
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


def test_a_digit_chooses_an_answer_of_the_form(desk: Desk) -> None:
    page = desk(f"{LIST}add/")
    page.get_by_label("Position:", exact=True).first.press_sequentially(
        "Should the bridge over the Eder be built?"
    )
    answers = page.get_by_role("radio")
    answers.first.wait_for()
    answers.first.focus()
    page.keyboard.press("2")
    assert answers.nth(2).is_checked()


def test_a_speaker_is_looked_up_by_an_alias_in_another_script(desk: Desk, site: Site) -> None:
    page = desk(LIST)
    page.locator(".typed-filter .select2-selection").first.click()
    page.locator(".select2-search__field").fill("лебедь")
    page.locator(".select2-results__option", has_text="Viktor Lebed").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Filter by speaker").click()
    assert "speaker=" in page.url
    assert page.locator("#result_list tbody tr").count() > 1
