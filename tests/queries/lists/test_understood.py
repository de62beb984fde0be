"""What a search was taken to mean, shown above the claims that it finds."""

from __future__ import annotations

from datetime import date

from claims.queries.lists.claims_page import ClaimListPage, claim_list_page
from claims.queries.lists.selection import read_selection
from claims.queries.site.frame import record_state
from tests.world import World


def page(query: str, **more: str) -> ClaimListPage:
    given = {"q": [query], **{name: [value] for name, value in more.items()}}
    return claim_list_page(read_selection(given), record_state(), today=date(2022, 3, 1))


def test_a_name_and_a_year_are_read_as_filters(world: World) -> None:
    found = page("Lebed 2021").understood
    assert found is not None
    assert (found.words, found.url) == ("Viktor Lebed · 2021", "/claims/?speaker=viktor-lebed&year=2021")
    assert found.claims == "2 claims"


def test_a_name_in_its_own_script_and_a_word_are_read_as_filters(world: World) -> None:
    found = page("Лебедь bridge").understood
    assert found is not None
    assert (found.words, found.url) == (
        "Viktor Lebed · bridge",
        "/claims/?q=bridge&speaker=viktor-lebed",
    )


def test_words_alone_other_filters_and_readings_that_find_nothing_are_not_offered(world: World) -> None:
    assert page("bridge").understood is None
    assert page("Lebed 2021", kind="statement").understood is None
    assert page("Lebed 1999").understood is None


def test_a_misspelt_name_offers_the_name_and_its_record(world: World) -> None:
    found = page("Solanno")
    assert found.meant is not None
    assert found.meant.text == "Did you mean “Solano”?"
    assert [record.url for record in found.records] == ["/speakers/maria-solano/"]


def test_an_outlet_leads_to_its_claims(world: World) -> None:
    assert ("Outlet", "/claims/?outlet=vestnik") in {(one.kind, one.url) for one in page("Vestnik").records}
