"""Pages of positions as readers ask for them."""

from __future__ import annotations

from datetime import date

from claims.queries.positions.asked import Asked, asked_of
from claims.queries.positions.page import PositionPage, position_page
from claims.queries.positions.sequence import Said

TODAY = date(2022, 6, 1)
NOTHING = dict.fromkeys(("after", "voice", "parts", "office", "as_of", "known_by"), "")


def asked(**parameters: str) -> Asked:
    return asked_of({**NOTHING, **parameters})


def page_of(slug: str, **parameters: str) -> PositionPage:
    page = position_page(slug, asked(**parameters), today=TODAY)
    assert page is not None
    return page


def said_on(page: PositionPage) -> list[Said]:
    return [row for row in page.said.rows if isinstance(row, Said)]


def keys_on(page: PositionPage) -> list[str]:
    return [row.claim.key for row in said_on(page)]
