"""One document and the claims from it."""

from __future__ import annotations

import pytest

from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.paging import StaleCursor
from claims.queries.speakers.source_page import SourcePage, source_page
from tests.world import World


def page_of(key: str) -> SourcePage:
    page = source_page(key)
    assert page is not None
    return page


def test_a_source_says_what_is_known_of_it(world: World) -> None:
    page = page_of(world.dated_source)
    assert (page.outlet, page.kind, page.language) == ("The Strelsau Gazette", "article", "English")
    assert (page.published, page.published_basis) == ("7 February 2019", "stated by the source")
    assert page.record.credits == ("Ruritanian News Agency",)
    assert [link.text for link in page.describes] == ["a person at court"]


def test_what_is_not_known_is_said_and_not_guessed(world: World) -> None:
    page = page_of(world.undated_source)
    assert (page.published, page.published_basis, page.record.url) == ("date not known", "", "")


def test_claims_stand_newest_first_and_only_public_ones(world: World) -> None:
    page = page_of(world.dated_source)
    keys = [row.key for row in page.claims.rows]
    listed = read_selection({"source": [world.dated_source], "size": ["100"]})
    assert keys == list(list_claims(SelectedClaims(listed)).keys) != []
    assert set(keys) <= set(world.public_claims)
    assert page.claims.count == len(keys)


def test_a_draft_has_no_page(world: World) -> None:
    assert source_page(world.unseen_source) is None


def test_the_pages_of_its_claims_together_hold_each_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [row.key for row in page_of(world.dated_source).claims.rows]
    monkeypatch.setattr("claims.queries.speakers.source_page.PAGE", len(whole) - 1)
    first = page_of(world.dated_source).claims
    second = source_page(world.dated_source, after=first.after)
    assert second is not None
    assert [row.key for row in (*first.rows, *second.claims.rows)] == whole
    assert second.claims.after == ""
    with pytest.raises(StaleCursor):
        source_page(world.undated_source, after=first.after)
