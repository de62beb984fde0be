"""axe finds nothing serious on any screen of the desk, and a phone scrolls none of them sideways."""

from __future__ import annotations

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, Opening, Site
from tests.journeys.test_accessibility import GRAVE, SCHEMES

PHONE = (360, 740)
CLAIMS, ADD = "/admin/claims/claim/", "/admin/claims/claim/add/"
COLOURED = ("/admin/", CLAIMS)
"""Screens that are looked at in the dark too."""
TABLES = {"exclude": [["#nav-sidebar"]]}
"""The tables beside every screen, which are looked at on the first one."""
# axe would ask for style sheets that others import, at addresses that there are not.
OPTIONS = {"resultTypes": ["violations"], "preload": False}


def test_axe_finds_nothing_serious_and_a_phone_scrolls_nothing_sideways(desk: Opening, site: Site) -> None:
    # axe itself sets styles in the page, which the policy would stop.
    page = desk("/admin/", bypass_csp=True)
    axe, found, wide = Axe(), {}, []
    for path in screens(page, site):
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        if page.evaluate("document.documentElement.scrollWidth") > PHONE[0]:
            wide.append(path)
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        for scheme in SCHEMES if path in COLOURED else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme)
            # The desk's links fade from one colour to the other.
            page.evaluate(
                "Promise.allSettled(document.getAnimations().map((animation) => animation.finished))"
            )
            context = None if path == "/admin/" else TABLES
            violations = axe.run(page, context=context, options=OPTIONS).response["violations"]
            if grave := [
                (one["id"], one["nodes"][0]["html"][:160]) for one in violations if one["impact"] in GRAVE
            ]:
                found[path, scheme] = grave
        page.emulate_media(color_scheme="light")
    assert found == {}
    assert wide == []


def screens(page: Page, site: Site) -> Iterator[str]:
    """Open one screen after the other."""
    world = site.world
    for path in (
        "/admin/",
        CLAIMS,
        f"{CLAIMS}?speaker={world.lebed}&q=bridge",
        f"{CLAIMS}compare/?c={world.draft}&c={world.first_support}&c={world.turn}",
        f"/admin/code/{world.ordered_position}/",
        "/admin/code/",
        f"/admin/code/{world.ordered_position}/suggestions/",
        f"/admin/codebook/{world.ordered_position}/",
        "/admin/claims/coveragecheck/quick/",
        "/admin/claims/speaker/add/",
    ):
        page.goto(path)
        yield path
    page.goto("/admin/claims/position/add/")
    page.locator("[name=answers-0-text]").fill("Yes")
    page.get_by_role("button", name="Save draft").click()
    yield "a position with errors"
    for name in ("Amend", "Withdraw", "Preview", "History"):
        page.goto(f"{CLAIMS}?state=published")
        page.locator("#result_list tbody th a").first.click()
        page.locator(".object-tools").get_by_role("link", name=name, exact=True).click()
        page.wait_for_load_state()
        yield name
    page.goto("/admin/claims/source/")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".object-tools").get_by_role("link", name="Worksheet").click()
    page.wait_for_load_state()
    yield "Worksheet"
    page.goto("/admin/review/")
    yield "/admin/review/"
    links = [link.get_attribute("href") or "" for link in page.locator("#result_list th a").all()]
    assert links
    for path in links:
        page.goto(path)
        yield path
    page.goto(ADD)
    page.fill("[name=source]", "Palace stands by the bridge")
    page.fill("[name=stances-0-position]", world.ordered_position)
    page.wait_for_selector("[data-part=stances-0-answer] input")
    page.click("[name=_save]")
    page.wait_for_selector("text=Nothing is saved yet")
    page.evaluate("document.querySelectorAll('details').forEach((panel) => { panel.open = true; })")
    yield ADD
