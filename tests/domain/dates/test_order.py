"""What is known of the order of many things said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.order import (
    KnownOrder,
    earlier_and_later,
    in_known_order,
    is_known_before,
    latest_of,
)
from claims.domain.record.graphs import reachable
from tests.cases import each_case


@dataclass(frozen=True)
class Thing:
    key: str
    said: FuzzyDate
    precedes: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    place: str = ""


DAYS = ("", "2019", "2019-02", "2019-02-07", "2019-02-08", "2019-03", "2019-02-07T09:30+03:00")
MORE = (
    "2019-02-07T11:00-05:00",
    "2019-02-08T00:10+14:00",
    "2019-02-06/2019-02-09",
    "../2019-02-07",
    "2019-03/..",
)
days = st.sampled_from((*DAYS, *MORE)).map(FuzzyDate.parse)


@st.composite
def things(draw: st.DrawFn, *, related: bool = True) -> list[Thing]:
    said = draw(st.lists(days, max_size=9))
    keys = [f"k{n}" for n in range(len(said))]
    later = st.frozensets(st.sampled_from(keys), max_size=2) if keys and related else st.just(frozenset())
    sources = st.sampled_from((frozenset[str](), frozenset({"s1"}), frozenset({"s1", "s2"})))
    places = st.sampled_from(("", "strelsau", "zenda"))
    return [
        Thing(key, day, draw(later), draw(sources), draw(places)) for key, day in zip(keys, said, strict=True)
    ]


def _before(known: KnownOrder, given: list[Thing]) -> set[tuple[str, str]]:
    keys = [given[n].key for n in known.places]
    return {
        (keys[one], keys[rank])
        for rank in range(len(keys))
        for one in range(len(keys))
        if known.before[rank] >> one & 1
    }


@given(things(related=False))
def test_without_relations_the_order_is_that_of_every_two(given: list[Thing]) -> None:
    later = {
        one.key: [other.key for other in given if other is not one and is_known_before(one, other)]
        for one in given
    }
    expected = {(key, other) for key in later for other in reachable(key, later) - {key}}
    assert _before(KnownOrder(given), given) == expected


@given(things())
def test_the_order_is_transitive_without_circles_and_keeps_what_the_dates_say(given: list[Thing]) -> None:
    found = _before(KnownOrder(given), given)
    assert not {(one, other) for one, other in found if (other, one) in found}
    assert {(a, d) for a, b in found for c, d in found if b == c} <= found
    assert _before(KnownOrder([replace(one, precedes=frozenset()) for one in given]), given) <= found


@given(things())
def test_nothing_stands_before_what_is_known_to_be_earlier(given: list[Thing]) -> None:
    known = KnownOrder(given)
    assert sorted(known.places) == list(range(len(given)))
    for rank in range(len(given)):
        assert known.before[rank] >> rank == 0
        for one in range(rank):
            assert bool(known.before[rank] >> one & 1) == bool(known.after[one] >> rank & 1)


@given(things())
def test_the_latest_before_one_are_those_with_nothing_known_between(given: list[Thing]) -> None:
    known = KnownOrder(given)
    for rank in range(len(given)):
        expected = {
            one
            for one in range(rank)
            if known.before[rank] >> one & 1 and not known.after[one] & known.before[rank]
        }
        assert set(known.latest_before(rank)) == expected


@given(st.one_of(things(), things(related=False)))
def test_what_lies_around_one_and_what_is_latest_are_as_the_whole_order_tells(given: list[Thing]) -> None:
    known = KnownOrder(given)
    in_order = [given[place] for place in known.places]
    assert list(in_known_order(given)) == in_order
    found = _before(known, given)
    assert list(latest_of(given)) == [
        one for one in in_order if not any((one.key, other.key) in found for other in given)
    ]
    for thing in given:
        earlier, later = earlier_and_later(thing, [one for one in in_order if one is not thing])
        assert list(earlier) == [one for one in in_order if (one.key, thing.key) in found]
        assert list(later) == [one for one in in_order if (thing.key, one.key) in found]


def test_a_relation_orders_what_the_days_leave_open() -> None:
    one = Thing("a", FuzzyDate.parse("2019"), frozenset({"b"}))
    other = Thing("b", FuzzyDate.parse("2019-02"))
    assert in_known_order([other, one]) == (one, other)
    assert _before(KnownOrder([other, one]), [other, one]) == {("a", "b")}


def test_a_relation_against_the_dates_is_not_followed() -> None:
    late = Thing("late", FuzzyDate.parse("2021"), frozenset({"early"}))
    early = Thing("early", FuzzyDate.parse("2019"))
    assert _before(KnownOrder([late, early]), [late, early]) == {("early", "late")}


def test_what_a_source_caps_stands_before_what_was_said_after_it() -> None:
    undated = Thing("u", FuzzyDate.unknown().capped(FuzzyDate.parse("2019-02-07").latest))
    later = Thing("l", FuzzyDate.parse("2025"))
    assert in_known_order([later, undated]) == (undated, later)


@each_case(
    ("one", "other", "shared", "is_known"),
    [
        ("2019-02-07", "2019-02-09", {}, True),
        ("2019-02-07", "2019-02-08", {}, False),
        ("2019-02-07", "2019-02-08", {"place": "strelsau"}, True),
        ("2019-02-07", "2019-02-08", {"sources": frozenset({"s1"})}, True),
        ("2019-02", "2019-03", {"place": "strelsau"}, True),
        ("2019-02-07", "2019-02-07", {"place": "strelsau"}, False),
        ("2019-02-07T23:00-05:00", "2019-02-08T08:00+09:00", {}, False),
        ("2019-02-07T17:00-05:00", "2019-02-08T08:00+09:00", {}, True),
        ("2019-02-07T23:00-05:00", "2019-02-08T08:00+09:00", {"place": "strelsau"}, False),
        ("", "2019-02-08", {"place": "strelsau"}, False),
    ],
)
def test_neighbouring_days_are_in_order_only_if_they_are_days_of_one_place(
    one: str, other: str, shared: dict[str, Any], is_known: bool
) -> None:
    """A day is that of the place of speaking, and two places can differ by a day."""
    earlier, later = (Thing(key, FuzzyDate.parse(day), **shared) for key, day in (("a", one), ("b", other)))
    assert is_known_before(earlier, later) == is_known
    assert not is_known_before(later, earlier)
    assert _before(KnownOrder([later, earlier]), [later, earlier]) == ({("a", "b")} if is_known else set())
