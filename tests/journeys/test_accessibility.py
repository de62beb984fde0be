"""axe finds nothing serious on any kind of page, in either theme, on a desktop or a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from claims.domain.record.paths import claim_path, compare_path, history_path, position_path, speaker_path
from tests.journeys.conftest import DESKTOP, Opening, Site
from tests.journeys.test_comfort import PHONE

GRAVE = ("serious", "critical")
MOST_ON_A_PHONE = 5
MOST_IN_THE_DARK = 6
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


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(visit: Opening, site: Site, size: tuple[int, int]) -> None:
    page = visit("/", size=size)
    axe = Axe()
    found = {}
    for number, path in enumerate(paths_of(site)[: MOST_ON_A_PHONE if size == PHONE else None]):
        page.goto(path)
        for scheme in SCHEMES if size == DESKTOP and number < MOST_IN_THE_DARK else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme)
            if grave := violations(axe, page, only_colours=scheme == "dark"):
                found[path, scheme] = grave
    assert found == {}


def violations(axe: Axe, page: Page, *, only_colours: bool) -> list[str]:
    """What axe finds; a theme changes nothing but colours."""
    options = {
        "resultTypes": ["violations"],
        "preload": False,
        # A rule of WCAG 2.2 that axe leaves off: targets of 24 by 24 pixels, or as far apart.
        "rules": {"target-size": {"enabled": not only_colours}},
        **({"runOnly": ["cat.color"]} if only_colours else {}),
    }
    return [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']][:3]}"
        for violation in axe.run(page, options=options).response["violations"]
        if violation["impact"] in GRAVE
    ]
