"""The known order of claims and the days between them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.comparison.order import (
    ClaimOrder,
    ComparedClaim,
    arrange,
    canonical_keys,
    distance,
    first_six,
)
from claims.domain.dates.fuzzy import FuzzyDate, Order, order
from tests.cases import each_case
from tests.domain.comparison.compared_claims import a_claim

DATES = [
    "",
    "2019",
    "2019-02",
    "2019-02-07",
    "2019-02-08",
    "2020-01-01/..",
    "../2019-02-07",
    "2018-05-01~",
    "2021",
]
DATES += ["2019-02-07T09:30+03:00", "2019-02-07T11:30+03:00"]


@st.composite
def worlds(draw: st.DrawFn) -> list[ComparedClaim]:
    keys = [f"k{number}" for number in range(draw(st.integers(0, 8)))]
    return [
        a_claim(
            key,
            draw(st.sampled_from(DATES)),
            draw(st.sampled_from(["we do", "we do not", "never"])),
            speaker=draw(st.sampled_from(["Anna Regent", "Bela Chamberlain"])),
            precedes=tuple(draw(st.lists(st.sampled_from(keys), max_size=1))),
        )
        for key in keys
    ]


@given(worlds())
def test_no_claim_stands_before_one_that_is_known_to_be_earlier(claims: list[ComparedClaim]) -> None:
    arranged = arrange(claims)
    known = ClaimOrder(arranged)
    assert sorted(claim.key for claim in arranged) == [claim.key for claim in claims]
    for earlier, later in combinations(arranged, 2):
        assert not known.is_before(later, earlier)
        assert order(earlier.said, later.said) is not Order.AFTER


@given(worlds())
def test_what_the_dates_say_is_known_whatever_the_relations_say(claims: list[ComparedClaim]) -> None:
    known = ClaimOrder(claims)
    for one, other in combinations(claims, 2):
        if order(one.said, other.said) is Order.BEFORE:
            assert known.is_before(one, other)
            assert not known.is_before(other, one)


@given(worlds(), st.data())
def test_the_order_of_input_does_not_matter(claims: list[ComparedClaim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    assert arrange(shuffled) == arrange(claims)
    assert first_six(shuffled) == first_six(claims)


def keys_of(*claims: ComparedClaim) -> list[str]:
    return [claim.key for claim in arrange(claims)]


def test_claims_stand_by_date_and_undated_ones_at_the_end() -> None:
    assert keys_of(a_claim("a", ""), a_claim("b", "2020"), a_claim("c", "2019-02-07")) == ["c", "b", "a"]


def test_dates_that_overlap_stand_by_their_latest_day() -> None:
    assert keys_of(a_claim("a", "2019"), a_claim("b", "2019-05-01"), a_claim("c", "2020")) == ["b", "a", "c"]


def test_an_undated_claim_that_precedes_another_stands_before_it() -> None:
    claims = a_claim("a", "2019"), a_claim("b", "", precedes=("c",)), a_claim("c", "2020")
    assert keys_of(*claims) == ["a", "b", "c"]


def test_a_relation_against_the_dates_is_not_followed() -> None:
    assert keys_of(a_claim("a", "2021", precedes=("b",)), a_claim("b", "2019")) == ["b", "a"]


def test_neighbouring_days_are_in_order_only_at_one_place_or_from_one_source() -> None:
    earlier, later = a_claim("b", "2019-02-07"), a_claim("a", "2019-02-08")
    for more, known in (({}, False), ({"place": "strelsau"}, True), ({"sources": frozenset({"s1"})}, True)):
        claims = replace(earlier, **more), replace(later, **more)
        assert ClaimOrder(claims).is_before(*claims) == known
        assert keys_of(*claims) == ["b", "a"]


def test_relations_in_a_circle_make_no_order() -> None:
    claims = a_claim("b", "", precedes=("a",)), a_claim("a", "", precedes=("b",))
    assert keys_of(*claims) == ["a", "b"]
    assert not ClaimOrder(claims).is_before(*claims)


def test_of_more_than_six_the_first_by_date_are_taken() -> None:
    claims = [a_claim(f"k{year}", str(year)) for year in range(2019, 2011, -1)]
    kept, left_out = first_six(claims)
    assert [claim.key for claim in kept] == ["k2012", "k2013", "k2014", "k2015", "k2016", "k2017"]
    assert left_out == ("k2018", "k2019")


def test_keys_have_one_canonical_form() -> None:
    selection = canonical_keys(["B", "a", "", "b", " c "])
    assert (selection.kept, selection.repeated, selection.left_out) == (("a", "b", "c"), ("b",), ())
    many = canonical_keys(f"k{number:03}" for number in range(99, -1, -1))
    assert many.kept == ("k000", "k001", "k002", "k003", "k004", "k005")
    assert len(many.left_out) == 94


@each_case(
    ("earlier", "later", "order_known", "words"),
    [
        ("2019-02-07", "2020-03-25", True, "+412 days"),
        ("2019-02-07", "2019-02-08", True, "+1 day"),
        ("2019-02-07", "2019-02-12/2019-03-12", True, "+5 to 33 days"),
        ("2019-02-07", "2019-02-12/..", True, "+5 days or more"),
        ("2019-02-07T09:30+03:00", "2019-02-07T11:30+03:00", True, "same day"),
        ("2019-02-07", "2019-02-07", False, "same day, order not known"),
        ("2019-02", "2019-02", False, "order not known"),
        ("2019-02", "2019-02", True, "+0 to 27 days"),
        ("", "2019-02", True, "later, days not known"),
        ("", "2019-02", False, "order not known"),
        ("0019-02-07", "2019-02-07", True, "+730,485 days"),
    ],
)
def test_the_days_between_say_no_more_than_is_known(
    earlier: str, later: str, order_known: bool, words: str
) -> None:
    apart = distance(FuzzyDate.parse(earlier), FuzzyDate.parse(later), order_known=order_known)
    assert apart.words() == words
