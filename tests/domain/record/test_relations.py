"""Which relations cannot hold: against the dates, against the speakers, in a circle."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import Relation
from claims.domain.record.graphs import reachable
from claims.domain.record.relations import (
    RelatedClaim,
    back_problems,
    order_problems,
    relation_problem,
    relation_problems,
)
from claims.domain.record.vocabulary import RELATION_KINDS
from claims.domain.text.folding import fold
from tests.cases import each_case

BACK = [kind for kind in RELATION_KINDS if kind != "precedes"]


def said(
    day: str,
    key: str = "1111111111",
    speaker: str = "anna-roe",
    *others: str,
    place: str = "",
    source: str = "",
) -> RelatedClaim:
    speakers, sources = frozenset({speaker, *others}), frozenset({source} - {""})
    return RelatedClaim(key, f"Words of {key}", FuzzyDate.parse(day), speaker, speakers, fold(place), sources)


def refused(kind: str, claim: RelatedClaim, other: RelatedClaim) -> str:
    told = relation_problem(kind, claim, other)
    return told[0] if told else ""


@each_case("kind", BACK)
def test_a_relation_to_what_was_said_later_is_refused_with_both_days(kind: str) -> None:
    speaker = "viktor-lebed" if kind == "echoes" else "anna-roe"
    earlier, later = said("2019-02-07"), said("2020-05", "2222222222", speaker)
    told = refused(kind, earlier, later)
    assert "later" in told
    assert "7 Feb 2019" in told
    assert "2222222222 “Words of 2222222222” (May 2020)" in told
    assert not refused(kind, later, earlier)


def test_what_precedes_was_not_said_after() -> None:
    earlier, later = said("2018"), said("2020", "2222222222")
    assert "was said after 1111111111" in refused("precedes", later, earlier)
    assert not refused("precedes", earlier, later)


@each_case("kind", RELATION_KINDS)
@each_case("day", ["", "2019", "2019-02-07", "2019-02~"])
def test_where_the_order_is_not_known_no_date_stands_against_a_relation(kind: str, day: str) -> None:
    speaker = "viktor-lebed" if kind == "echoes" else "anna-roe"
    assert not refused(kind, said("2019-02-07"), said(day, "2222222222", speaker))


@each_case(
    ("day", "answered"),
    [
        ("2019-02-07", "2019-02-08"),
        ("2019-02-28", "2019-03-01"),
        ("2018-12-31", "2019-01-01"),
        ("2019-02", "2019-03"),
        ("2019-02-07T19:00-05:00", "2019-02-08"),
        ("2019-02-07T19:00-05:00", "2019-02-08T07:00+09:00"),
        ("../2019-02-07", "2019-02-08/.."),
    ],
)
def test_days_of_two_places_one_apart_stand_against_no_relation(day: str, answered: str) -> None:
    west, east = said(day, place="Washington"), said(answered, "2222222222", "bo", place="Pyongyang")
    for kind in ("responds_to", "contradicts", "echoes"):
        assert not refused(kind, west, east)
        assert not refused(kind, east, west)
    assert not refused("precedes", east, west)
    assert order_problems({"e": east, "w": west}, {"e": ["w"]}) == ()


@each_case(
    ("here", "there"),
    [
        ({"place": "cafe example, осло"}, {"place": "cafe example, осло"}),
        ({"source": "s-1"}, {"source": "s-1"}),
        ({"place": "Oslo", "source": "s-1"}, {"place": "Bergen", "source": "s-1"}),
    ],
)
def test_days_of_one_place_or_of_one_source_are_in_order(here: dict[str, str], there: dict[str, str]) -> None:
    earlier, later = said("2019-02-07", **here), said("2019-02-08", "2222222222", **there)
    assert "said later" in refused("responds_to", earlier, later)
    assert "was said after" in refused("precedes", later, earlier)
    assert order_problems({"a": earlier, "b": later}, {"b": ["a"]})


def test_instants_and_days_two_apart_are_in_order_wherever_they_were_said() -> None:
    morning = said("2019-02-08T07:00+09:00", place="Pyongyang")
    assert refused("responds_to", said("2019-02-07T16:59-05:00", "2222222222", place="Washington"), morning)
    assert not refused("responds_to", said("2019-02-07T17:01-05:00", "2222222222"), morning)
    assert refused("responds_to", said("2019-02-07", place="Washington"), said("2019-02-09", "2222222222"))


def test_nobody_echoes_himself_and_nobody_repeats_another() -> None:
    own, of_another = said("2020"), said("2019", "2222222222", "viktor-lebed")
    assert "nobody echoes himself" in refused("echoes", own, said("2019", "2222222222"))
    assert "another speaker" in refused("repeats", own, of_another)
    assert not refused("echoes", own, of_another)


def test_what_was_said_jointly_is_repeated_by_each_of_those_who_said_it() -> None:
    joint = said("2019", "2222222222", "palace", "anna-roe")
    assert not refused("repeats", said("2020"), joint)
    assert not refused("echoes", said("2020"), joint)


def test_a_problem_names_its_place_in_the_record_and_the_mend() -> None:
    relations = (Relation(kind="hedges", to="3333333333"), Relation(kind="repeats", to="2222222222"))
    (problem,) = relation_problems(said("2018"), relations, {"2222222222": said("2020", "2222222222")})
    assert (problem.field, problem.mend) == ("relations[1].kind", "write the relation in 2222222222")


def test_a_circle_is_named_claim_by_claim() -> None:
    claims = {key: said("", key) for key in ("a", "b", "c")}
    (told,) = order_problems(claims, {"b": ["c"], "c": ["a"], "a": ["b"]})
    assert told.startswith("“precedes” runs in a circle: a “Words of a”")
    assert [told.index(f" {key} “") for key in ("a", "b", "c")] == sorted(
        told.index(f" {key} “") for key in ("a", "b", "c")
    )


def test_a_way_against_the_dates_is_found_over_claims_without_a_day() -> None:
    claims = {"a": said("2020", "a"), "b": said("", "b"), "c": said("2018", "c")}
    (told,) = order_problems(claims, {"a": ["b"], "b": ["c"]})
    assert told.startswith("a “Words of a” (2020) precedes c “Words of c” (2018)")
    assert order_problems({**claims, "c": said("2020-01", "c")}, {"a": ["b"], "b": ["c"]}) == ()


def test_nothing_is_both_before_a_claim_and_an_answer_to_it() -> None:
    claims = {key: said("", key) for key in ("a", "b")}
    (told,) = back_problems(claims, {"a": ["b"]}, [("a", "precedes", "b"), ("a", "responds_to", "b")])
    assert "“responds to” points to what came before" in told


LATER = st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("abcdef"), max_size=3))
DAYS = st.sampled_from(["", "2015", "2019", "2019-02", "2019-02-07", "2021", "../2018-06", "2019-09/.."])


@given(LATER)
def test_a_circle_is_told_exactly_where_a_claim_comes_before_itself(
    later: Mapping[str, frozenset[str]],
) -> None:
    is_circular = any(key in reachable(key, later) for key in later)
    told = order_problems({}, later)
    assert bool(told) == is_circular
    assert all("circle" in sentence for sentence in told)


@given(LATER, st.lists(DAYS, min_size=6, max_size=6))
def test_the_dates_stand_against_an_order_exactly_where_they_do_for_two_claims_of_it(
    later: Mapping[str, frozenset[str]], days: list[str]
) -> None:
    claims = {key: said(day, key) for key, day in zip("abcdef", days, strict=True)}
    if any(key in reachable(key, later) for key in later):
        return
    is_against = any(
        claims[key].said.earliest > claims[after].said.latest
        for key in later
        for after in reachable(key, later)
    )
    assert bool(order_problems(claims, later)) == is_against
