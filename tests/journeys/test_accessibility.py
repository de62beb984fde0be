"""axe finds nothing serious on any kind of page, in either theme, on a desktop or a phone, which fits it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from claims.domain.record.paths import claim_path, compare_path, history_path, position_path, speaker_path
from tests.addresses import public_addresses
from tests.journeys.conftest import DESKTOP, Opening, Site
from tests.journeys.test_comfort import PHONE

Part = Literal["all", "colours", "layout"]
GRAVE = ("serious", "critical")
FRAME = (".masthead", ".foot")
"""What every page has, which is looked at on the first one."""
MOST_ON_A_PHONE = 5
MOST_IN_THE_DARK = 6
TABLE = "/claims/?view=table"
NO_PAGES = ("json", "csv", "svg", "spreadsheet")
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")


def paths_of(site: Site) -> list[str]:
    """A page of each layout: those first that a phone shows otherwise, or that have colours of theirs."""
    world = site.world
    return [
        "/",
        "/claims/",
        "/claims/?view=table&kind=statement",
        claim_path(world.no_change, "Our position has not changed at all"),
        position_path(world.ordered_position),
        f"{compare_path((world.first_support, world.later_support, world.turn))}?view=phrases",
        f"{compare_path((world.first_support, world.turn))}?view=side",
        compare_path(world.public_claims[:6]),
        "/corrections/",
        claim_path(world.rated, "The wooden bridge carried 3,000 carts a day"),
        history_path(world.amended, "The flood was the towns’ fault"),
        "/claims/?from=never",
        "/claims/?as_of=2022-02-01",
        "/compare/",
        "/speakers/",
        speaker_path(world.lebed),
        f"/sources/{world.dated_source}/",
        "/positions/",
        position_path(world.other_position),
        "/coverage/",
        "/method/",
        f"/claims/{world.withdrawn}/claim/",
        "/nowhere/",
    ]


def test_axe_finds_nothing_serious_and_no_page_is_wider_than_a_phone(visit: Opening, site: Site) -> None:
    """Each page is opened once: no script asks how wide it is, so its size may change afterwards."""
    page = visit("/")
    axe = Axe()
    found, wide = {}, {}
    looked_at = paths_of(site)
    for number, path in enumerate(dict.fromkeys([*looked_at, *one_of_each_page(site), TABLE])):
        page.goto(path)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE[0]:
            wide[path] = width
        frame = FRAME if number else ()
        if number < MOST_ON_A_PHONE and (grave := violations(axe, page, "layout", without=frame)):
            found[path, "phone"] = grave
        if number >= len(looked_at):
            continue
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        for scheme in SCHEMES if number < MOST_IN_THE_DARK else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme)
            if grave := violations(axe, page, "all" if scheme == "light" else "colours", without=frame):
                found[path, scheme] = grave
        page.emulate_media(color_scheme="light")
    assert found == {}
    assert wide == {}


def one_of_each_page(site: Site) -> list[str]:
    """The first address of each route that is a page."""
    routes = public_addresses(site.world).items()
    return [paths[0] for name, paths in routes if not name.endswith(NO_PAGES) and "api" not in name]


def violations(axe: Axe, page: Page, what: Part, *, without: Sequence[str] = ()) -> list[str]:
    """What axe finds outside some parts: a theme changes nothing but colours, a phone all else."""
    options = {
        "resultTypes": ["violations"],
        "preload": False,
        # A rule of WCAG 2.2 that axe leaves off: targets of 24 by 24 pixels, or as far apart.
        "rules": {
            "target-size": {"enabled": what != "colours"},
            **({"color-contrast": {"enabled": False}} if what == "layout" else {}),
        },
        **({"runOnly": ["cat.color"]} if what == "colours" else {}),
    }
    context = {"exclude": [[part] for part in without]}
    return [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']][:3]}"
        for violation in axe.run(page, context=context, options=options).response["violations"]
        if violation["impact"] in GRAVE
    ]
