"""Pages of the list of claims: each claim once, in order, there and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from claims.models import Claim, Tally
from claims.models.fuzzy_dates import ends_of, set_ends
from claims.queries.lists.page_of_claims import PageOfIds, count, count_undated, list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection, read_selection
from claims.queries.paging import StaleCursor
from tests.world import World

KNOWN = date(2019, 9, 25)
ORDERS = {
    "newest": ("said_undated", "-said_newest", "-pk"),
    "oldest": ("said_undated", "said_oldest", "pk"),
    "added": ("-published_at", "-pk"),
}


def asked(**given: str) -> Selection:
    return read_selection({name.rstrip("_"): [value] for name, value in given.items()})


def pages(selection: Selection) -> list[PageOfIds]:
    found = [list_claims(SelectedClaims(selection))]
    while found[-1].older:
        found.append(list_claims(SelectedClaims(replace(selection, after=found[-1].older))))
    return found


def number(**given: str) -> int:
    return count(SelectedClaims(asked(**given))).number


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("size", ["1", "4", "17", "100"])
def test_the_pages_together_are_the_list_in_order(world: World, sort: str, size: str) -> None:
    listed = [pk for page in pages(asked(sort=sort, size=size)) for pk in page.ids]
    assert listed == list(Claim.objects.published().order_by(*ORDERS[sort]).values_list("pk", flat=True))


@pytest.mark.parametrize("sort", [*ORDERS, "relevance"])
def test_the_way_back_leads_over_the_same_pages(world: World, sort: str) -> None:
    selection = asked(sort=sort, size="3", q="bridge")
    there = pages(selection)
    back = [there[-1]]
    while back[-1].newer:
        back.append(list_claims(SelectedClaims(replace(selection, after=back[-1].newer))))
    assert [page.ids for page in reversed(back)] == [page.ids for page in there]


def test_undated_claims_come_last_both_ways(world: World) -> None:
    undated = Claim.objects.get(key=world.summary).pk
    for sort in ("newest", "oldest"):
        assert list_claims(SelectedClaims(asked(sort=sort))).ids[-1] == undated


def test_an_open_end_stands_where_its_known_end_stands(world: World) -> None:
    """ "From 25 Sep 2019" is not the newest of all, nor "by 25 Sep 2019" the oldest."""
    claim = Claim.objects.get(key=world.half_open)
    for said, sort, end in (
        ("2019-09-25/..", "newest", "said_latest"),
        ("../2019-09-25", "oldest", "said_earliest"),
    ):
        read = Claim(said=said)
        set_ends(read, "said")
        Claim.objects.filter(pk=claim.pk).update(**{name: getattr(read, name) for name in ends_of("said")})
        listed = list_claims(SelectedClaims(asked(sort=sort, size="100"))).ids
        ends = dict(Claim.objects.published().values_list("pk", end))
        before = [ends[pk] for pk in listed[: listed.index(claim.pk)]]
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
    half_open = Claim.objects.get(key=world.half_open).pk
    assert half_open in list_claims(SelectedClaims(asked(from_="2020-02", to="2020-03"))).ids
    assert half_open not in list_claims(SelectedClaims(asked(to="2019-09-24"))).ids


def test_what_had_been_said_by_a_day_was_said_for_certain(world: World) -> None:
    known = Claim.objects.filter(pk__in=list_claims(SelectedClaims(asked(known_by="2019-03-30"))).ids)
    keys = set(known.values_list("key", flat=True))
    # The summary has no date, but the source that prints it has.
    assert {world.bounded, world.first_support, world.summary} <= keys
    assert not {world.not_a_cent, world.half_open} & keys


@pytest.mark.parametrize("name", ["speaker", "topic", "position", "kind", "form", "lang", "source", "outlet"])
def test_kept_counts_are_those_of_the_filters(world: World, name: str) -> None:
    for tally in Tally.objects.filter(facet=name):
        one = asked(**{name: tally.member, "size": "100"})
        assert count(SelectedClaims(one)).number == tally.value == len(list_claims(SelectedClaims(one)).ids)


@pytest.mark.parametrize(
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
    ids = list_claims(SelectedClaims(asked(**given))).ids
    keys = set(Claim.objects.filter(pk__in=ids).values_list("key", flat=True))
    assert keys == {getattr(world, name) for name in expected}
    assert number(**given) == len(expected)
