"""Pages of the list of claims: each claim once, in order, there and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from claims.models import ClaimVersion, FacetCount
from claims.queries.lists.page_of_claims import PageOfKeys, count, count_undated, list_claims
from claims.queries.lists.parameters import list_facets
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection, read_selection
from claims.queries.paging import StaleCursor
from tests.cases import each_case
from tests.looking_back import change, claim_of
from tests.world import World

KNOWN = date(2019, 9, 25)
ORDERS = {
    "newest": ("-number",),
    "oldest": ("said_undated", "said_oldest", "number"),
    "added": ("-published_at", "-number"),
}


def asked(**given: str) -> Selection:
    return read_selection({name.rstrip("_"): [value] for name, value in given.items()})


def pages(selection: Selection) -> list[PageOfKeys]:
    found = [list_claims(SelectedClaims(selection))]
    while found[-1].older:
        found.append(list_claims(SelectedClaims(replace(selection, after=found[-1].older))))
    return found


def number(**given: str) -> int:
    return count(SelectedClaims(asked(**given))).number


@pytest.mark.sqlite_only
def test_a_claim_that_is_amended_between_two_questions_is_still_found(world: World) -> None:
    selected = SelectedClaims(asked(q="bridge"))
    number = count(selected).number
    change(5, structs.replace(claim_of(world.first_support), role="leader of the opposition"))
    listed = list_claims(selected).keys
    assert len(listed) == number
    assert world.first_support in listed


@each_case("sort", ORDERS)
@each_case("size", ["1", "4", "17", "100"])
def test_the_pages_together_are_the_list_in_order(world: World, sort: str, size: str) -> None:
    listed = [key for page in pages(asked(sort=sort, size=size)) for key in page.keys]
    assert sorted(listed) == sorted(world.public_claims)
    versions = ClaimVersion.objects.filter(is_open=True).order_by(*ORDERS[sort])
    assert listed == list(versions.values_list("key", flat=True))


@each_case("sort", [*ORDERS, "relevance"])
def test_the_way_back_leads_over_the_same_pages(world: World, sort: str) -> None:
    selection = asked(sort=sort, size="3", q="bridge")
    there = pages(selection)
    back = [there[-1]]
    while back[-1].newer:
        back.append(list_claims(SelectedClaims(replace(selection, after=back[-1].newer))))
    assert [page.keys for page in reversed(back)] == [page.keys for page in there]


def test_undated_claims_come_last_both_ways(world: World) -> None:
    for sort in ("newest", "oldest"):
        assert list_claims(SelectedClaims(asked(sort=sort))).keys[-1] == world.summary


@pytest.mark.parametrize(
    ("said", "sort", "end"),
    [("2019-09-25/..", "newest", "said_latest"), ("../2019-09-25", "oldest", "said_earliest")],
)
def test_an_open_end_stands_where_its_known_end_stands(world: World, said: str, sort: str, end: str) -> None:
    """ "From 25 Sep 2019" is not the newest of all, nor "by 25 Sep 2019" the oldest."""
    amended = structs.replace(claim_of(world.half_open), said=said)
    if amended != claim_of(world.half_open):
        change(29, amended)
    listed = list_claims(SelectedClaims(asked(sort=sort, size="100"))).keys
    ends = dict(ClaimVersion.objects.filter(is_open=True).values_list("key", end))
    before = [ends[key] for key in listed[: listed.index(world.half_open)]]
    assert before
    assert all(day >= KNOWN if sort == "newest" else day <= KNOWN for day in before)


def test_a_page_after_the_end_is_explained(world: World) -> None:
    selection = asked(size="1", speaker=world.senator)
    one = list_claims(SelectedClaims(asked(size="1")))
    with pytest.raises(StaleCursor):
        list_claims(SelectedClaims(replace(selection, after=one.older)))


def test_a_span_counts_what_it_leaves_out_for_want_of_a_date(world: World) -> None:
    assert count_undated(SelectedClaims(asked(from_="2019"))).number == 1
    assert count_undated(SelectedClaims(asked(from_="2019", speaker=world.lebed))).number == 0
    assert count_undated(SelectedClaims(asked(q="said:2019.. crown"))).number == 1
    assert count_undated(SelectedClaims(asked(kind="promise"))).number == 0


def test_a_date_that_can_lie_in_the_span_is_in_it(world: World) -> None:
    assert world.half_open in list_claims(SelectedClaims(asked(from_="2020-02", to="2020-03"))).keys
    assert world.half_open not in list_claims(SelectedClaims(asked(to="2019-09-24"))).keys


def test_what_had_been_said_by_a_day_was_said_for_certain(world: World) -> None:
    keys = set(list_claims(SelectedClaims(asked(known_by="2019-03-30"))).keys)
    # The summary has no date, but the source that prints it has.
    assert {world.bounded, world.first_support, world.summary} <= keys
    assert not {world.not_a_cent, world.half_open} & keys


@each_case("name", [*list_facets(), "source"])
def test_kept_counts_are_those_of_the_filters(world: World, name: str) -> None:
    kept = FacetCount.objects.filter(facet=name)
    assert kept
    for one in kept:
        selection = asked(**{name: one.value, "size": "100"})
        listed = list_claims(SelectedClaims(selection)).keys
        assert count(SelectedClaims(selection)).number == one.number == len(listed)


@each_case(
    ("given", "expected"),
    [
        ({"answer": "build-the-bridge:yes"}, {"first_support", "later_support", "promise"}),
        ({"answer": "crown"}, {"summary"}),
        ({"consistency": "unchecked"}, {"no_change"}),
        ({"has": "verdict"}, {"rated"}),
        ({"has": "no_change"}, {"no_change"}),
        ({"has": "context"}, {"rated"}),
        ({"rating": "half"}, {"rated"}),
        ({"rating": "gazette-2020:half"}, {"rated"}),
        ({"speaker": "palace"}, {"bounded"}),
        ({"speaker": "press-office"}, {"bounded", "two_roads"}),
        ({"q": "speaker:лебедь said:2021"}, {"turn", "refusal"}),
        ({"q": "speaker:lebed", "kind": "refusal"}, {"refusal"}),
        ({"year": "2020", "speaker": "anna-roe"}, {"rated"}),
        ({"has": "relation", "lang": "ru"}, {"later_support"}),
        ({"speaker": "otto-ungesehen"}, set()),
        ({"source": "no-such"}, set()),
        ({"q": "ungesehen"}, set()),
    ],
)
def test_filters_find_what_they_name(world: World, given: dict[str, str], expected: set[str]) -> None:
    keys = list_claims(SelectedClaims(asked(**given))).keys
    assert set(keys) == {getattr(world, name) for name in expected}
    assert number(**given) == len(expected)
