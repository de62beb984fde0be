"""The filters of a list that is too long to count them beside it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from claims.queries.lists import claims_page, facets_page
from claims.queries.lists.page_of_claims import list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import read_selection
from claims.queries.site.frame import record_state
from tests.world import World

pytestmark = pytest.mark.postgresql

TODAY = date(2022, 4, 1)


def listed(**asked: str) -> claims_page.ClaimListPage:
    selection = read_selection({name: [value] for name, value in asked.items()})
    return claims_page.claim_list_page(selection, record_state(), today=TODAY)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list that is narrowed counts as long."""
    monkeypatch.setattr(claims_page, "MOST_WITH_FACETS", 0)


def test_a_long_list_counts_nothing_and_links_to_its_filters(world: World, long: None) -> None:
    form = listed(speaker=world.lebed, form="quoted").form
    assert (form.facets, form.years) == ((), ())
    assert form.facets_url == "/claims/facets/?speaker=viktor-lebed&form=quoted"
    assert [(chip.name, chip.label) for chip in form.chips] == [
        ("Speaker", "Viktor Lebed"),
        ("Form", "quoted"),
    ]


def test_a_long_list_keeps_its_filters_in_the_form(world: World, long: None) -> None:
    kept = {(field.name, field.value) for field in listed(speaker=world.lebed, form="quoted").form.hidden}
    assert kept == {("speaker", "viktor-lebed"), ("form", "quoted")}


def test_the_whole_record_shows_its_kept_counts_however_long_it_is(world: World, long: None) -> None:
    assert listed().form.facets_url == ""
    assert listed().form.facets


def test_the_page_of_the_filters_has_the_counts_that_a_short_list_has_beside_it(world: World) -> None:
    asked = {"speaker": world.lebed, "form": "quoted"}
    page = facets_page.facets_page(read_selection({name: [value] for name, value in asked.items()}))
    assert page.form.facets == listed(**asked).form.facets
    assert page.form.years == listed(**asked).form.years
    assert page.list_url == "/claims/?speaker=viktor-lebed&form=quoted"
    assert page.note == ""


def test_of_a_list_of_more_than_ten_thousand_the_newest_are_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.queries.lists.selected_claims.CAP", 2)
    monkeypatch.setattr("claims.queries.lists.facets.OF_LONG", 2)
    selection = read_selection({"speaker": [world.lebed], "form": ["quoted"]})
    assert len(list_claims(SelectedClaims(selection)).keys) > 2
    page = facets_page.facets_page(selection)
    assert page.note == "The counts are of the newest 2 claims that match."


def test_without_a_script_the_filters_are_one_click_away_and_lead_back(
    client: Client, world: World, long: None
) -> None:
    there = client.get("/claims/", {"speaker": world.lebed}).content.decode()
    assert '<a href="/claims/facets/?speaker=viktor-lebed">' in there
    page = client.get("/claims/facets/", {"speaker": world.lebed}).content.decode()
    assert 'action="/claims/"' in page
    assert 'data-part="facets"' in page
    assert '<a href="/claims/?speaker=viktor-lebed">' in page


def test_a_day_that_cannot_be_read_is_explained_there_too(client: Client, world: World) -> None:
    assert client.get("/claims/facets/?from=never").status_code == 400


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("after=x", 404),
        ("sort=oldest&after={next}", 404),
        ("size=5&after={next}", 200),
        ("from=never&after=x", 404),
        ("q=%22&after=x", 400),
    ],
)
def test_where_the_list_has_no_such_page_there_are_no_filters_of_it(
    client: Client, world: World, asked: str, status: int
) -> None:
    older = list_claims(SelectedClaims(read_selection({"size": ["5"]}))).older
    for path in ("/claims/", "/claims/facets/"):
        assert client.get(f"{path}?{asked.format(next=older)}").status_code == status, path
