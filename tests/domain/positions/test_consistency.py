"""Holding "nothing has changed" against the record."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import Order, order
from claims.domain.positions.consistency import ConsistencyCheck, check_consistency, check_each
from claims.domain.positions.coverage import Search
from claims.domain.positions.voices import AttributedStance
from tests.domain.positions.lines import drawn_stances, search, stance

UNCHANGED = stance("claim", "2019-02-07")
YES_2017, YES_2018 = stance("a", "2017-03-12", "yes"), stance("b", "2018-05-01", "yes")
NO_2016, NO_2018 = stance("c", "2016-01-01", "no"), stance("d", "2018-07-01", "no")


def check(
    stances: Sequence[AttributedStance], claim: AttributedStance = UNCHANGED, searches: Sequence[Search] = ()
) -> ConsistencyCheck:
    return check_consistency(claim, [*stances, claim], position="alliance", searches=searches)


@pytest.mark.parametrize(
    ("earlier", "outcome"),
    [
        ([], "nothing_earlier"),
        ([YES_2017], "one_agrees"),
        ([YES_2017, YES_2018], "agrees"),
        ([YES_2017, NO_2018], "conflicts"),
        ([stance("x", "2019", "yes")], "unclear"),
    ],
)
def test_the_outcome_follows_from_the_counted_earlier_statements(
    earlier: list[AttributedStance], outcome: str
) -> None:
    assert check(earlier).outcome == outcome


def test_statements_of_one_day_are_one_statement() -> None:
    found = check([YES_2017, stance("e", "2017-03-12", "yes")])
    assert (found.outcome, found.days) == ("one_agrees", 1)


def test_an_answer_given_with_the_claim_is_what_earlier_statements_are_held_against() -> None:
    reaffirmed = stance("claim", "2019-02-07", "no", unchanged=True)
    assert [one.key for one in check([YES_2017, NO_2018], reaffirmed).conflicting] == ["a"]


def test_without_one_the_latest_earlier_answer_is_what_is_said_to_be_unchanged() -> None:
    found = check([YES_2017, NO_2018])
    assert (found.answer, [one.key for one in found.conflicting]) == ("no", ["a"])


def test_what_lies_before_the_baseline_is_not_tested() -> None:
    claim = stance("claim", "2019-02-07", since="2017-01-01")
    assert (check([NO_2016, YES_2017], claim).outcome, check([NO_2016], claim).outcome) == (
        "one_agrees", "nothing_earlier",
    )  # fmt: skip


def test_what_may_lie_on_either_side_of_the_baseline_is_told_and_not_tested() -> None:
    found = check([YES_2017, stance("x", "2016", "no")], stance("claim", "2019-02-07", since="2016-06"))
    assert (found.outcome, found.not_placed) == ("one_agrees", 1)


def test_a_baseline_that_is_not_before_the_claim_leaves_the_referent_unclear() -> None:
    assert check([YES_2017, NO_2018], stance("claim", "2019-02-07", since="2019-02")).outcome == "unclear"


@pytest.mark.parametrize("apart", [{"form": "summary"}, {"basis": "ascribed"}, {"speaker_kind": "anonymous"}])
def test_what_is_shown_apart_neither_agrees_nor_conflicts(apart: dict[str, str]) -> None:
    assert check([stance("x", "2018", "no", **apart), YES_2017]).outcome == "one_agrees"
    assert check([stance("x", "2018", "no", **apart)]).outcome == "nothing_earlier"


def test_a_claim_that_is_shown_apart_itself_is_held_against_nothing() -> None:
    found = check([YES_2017, NO_2018], stance("claim", "2019-02-07", form="summary"))
    assert (found.outcome, found.why_none) == ("", "claim_apart")


@pytest.mark.parametrize("form", ["reported", "partial"])
def test_words_not_quoted_in_full_make_no_conflict_on_either_side(form: str) -> None:
    earlier = check([stance("x", "2016-01-01", "no", form=form), YES_2017])
    claim = check([NO_2016, YES_2017], stance("claim", "2019-02-07", form=form))
    assert [(one.outcome, one.why_none) for one in (earlier, claim)] == [("", "as_reported")] * 2
    assert [one.key for one in earlier.differing_as_reported] == ["x"]


def test_an_agreement_that_rests_on_reported_words_alone_says_so() -> None:
    assert check([stance("x", "2017-03-12", "yes", form="reported")]).is_as_reported
    assert not check([stance("x", "2017-03-12", "yes", form="reported"), YES_2018]).is_as_reported


def test_another_voice_never_conflicts() -> None:
    other = stance("x", "2018", "no", speaker="freedonia", own="freedonia")
    assert check([other, YES_2017]).outcome == "one_agrees"


def test_what_was_said_afterwards_stands_beside() -> None:
    later = [stance("x", "2020-01-15", "yes"), stance("y", "2021", "no")]
    found = check([YES_2017, *later])
    assert found.outcome == "one_agrees"
    assert [one.key for one in found.afterwards] == ["x", "y"]
    assert [one.key for one in found.differing_afterwards] == ["y"]


@pytest.mark.parametrize(
    ("since", "searches", "cap"),
    [
        ("", [], "not_searched"),
        ("", [search("2017", "2019")], "incomplete"),
        ("2017", [search("2018-12", "2019")], "incomplete"),
        ("2017", [search("2017", "2019")], ""),
        ("2017", [search("2017", "2019", hits=3)], ""),
    ],
)
def test_an_outcome_is_capped_where_the_time_before_was_not_searched(
    since: str, searches: list[Search], cap: str
) -> None:
    claim = stance("claim", "2019-02-07", since=since)
    assert check([], claim, searches).cap == cap
    assert check([YES_2018], claim, searches).cap == cap


def test_a_conflict_is_never_capped() -> None:
    assert (check([YES_2017, NO_2018]).outcome, check([YES_2017, NO_2018]).cap) == ("conflicts", "")


@given(drawn_stances(), st.sampled_from(["2019-02-07", "2020", "", "../2019-06-01"]))
def test_only_counted_statements_of_the_same_voice_that_are_known_to_be_earlier_are_tested(
    stances: tuple[AttributedStance, ...], said: str
) -> None:
    claim = stance("claim", said)
    found = check(stances, claim)
    for one in found.tested:
        assert not one.why_not_counted
        assert one.answer
        assert order(one.said, claim.said) is not Order.AFTER
    assert set(found.conflicting) <= set(found.tested)
    assert not set(found.tested) & set(found.afterwards)


@given(drawn_stances())
def test_a_conflict_rests_on_two_different_answers_in_quotations(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = check(stances, stance("claim", "2022-01-01"))
    assert (found.outcome == "conflicts") == bool(found.conflicting)
    if found.conflicting:
        assert all(one.form == "quoted" for one in found.conflicting)
        assert len({one.answer for one in found.tested if one.form == "quoted"}) > 1


@given(drawn_stances())
def test_some_claims_at_once_are_checked_as_each_by_itself(stances: Sequence[AttributedStance]) -> None:
    claims = [one for one in stances if one.unchanged]
    checks = check_each(claims, stances, position="alliance")
    assert list(checks) == [check_consistency(one, stances, position="alliance") for one in claims]
