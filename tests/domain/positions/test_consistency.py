"""Compare "nothing has changed" with the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates.order import KnownOrder
from claims.domain.positions.consistency import ConsistencyCheck, check_consistency, check_each
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from tests.cases import each_case
from tests.domain.positions.lines import EXCLUSIVE, FINE, NAMED, drawn_stances, search, stance

UNCHANGED = stance("claim", "2019-02-07")
YES_2017, YES_2018 = stance("a", "2017-03-12", "yes"), stance("b", "2018-05-01", "yes")
GLADLY_2018 = stance("g", "2018-12-06", "gladly")
NO_2016, NO_2018 = stance("c", "2016-01-01", "no"), stance("d", "2018-07-01", "no")


def check(
    stances: Sequence[AttributedStance],
    claim: AttributedStance = UNCHANGED,
    *,
    answers: Answers = FINE,
) -> ConsistencyCheck:
    return check_consistency(claim, [*stances, claim], position="alliance", answers=answers)


def answering(answer: str, said: str = "2019-02-07", **more: Any) -> AttributedStance:
    return stance("claim", said, answer, unchanged=True, **more)


def keys(stances: Sequence[AttributedStance]) -> list[str]:
    return [one.key for one in stances]


@each_case(
    ("earlier", "claim", "outcome"),
    [
        ([], UNCHANGED, "nothing_earlier"),
        ([YES_2017], UNCHANGED, "line_before"),
        ([YES_2017, GLADLY_2018], UNCHANGED, "line_before"),
        ([YES_2017, NO_2018], UNCHANGED, "changed_before"),
        ([stance("x", "2019", "yes")], UNCHANGED, "order_not_known"),
        ([YES_2017, stance("x", "2018-07-01", "yes"), NO_2018], UNCHANGED, "order_not_known"),
        ([], answering("yes"), "nothing_earlier"),
        ([YES_2017, YES_2018], answering("yes"), "agrees"),
        ([NO_2016, YES_2018], answering("yes"), "agrees"),
        ([YES_2018], answering("gladly"), "goes_further"),
        ([GLADLY_2018], answering("yes"), "goes_less_far"),
        ([YES_2018, NO_2018], answering("yes"), "conflicts"),
        ([YES_2018], answering("perhaps"), "conflicts"),
        ([YES_2018], stance("claim", "2019-02-07", form="summary"), ""),
        ([YES_2018], stance("claim", "2019-02-07", basis="ascribed"), ""),
    ],
)
def test_the_outcome_follows_from_the_run_of_answers_before_the_claim(
    earlier: list[AttributedStance], claim: AttributedStance, outcome: str
) -> None:
    assert check(earlier, claim).outcome == outcome


def test_the_run_reaches_back_as_long_as_the_answers_are_on_one_side() -> None:
    found = check([NO_2016, YES_2017, YES_2018, GLADLY_2018])
    assert (keys(found.run), keys(found.latest), keys(found.before_run)) == (["a", "b", "g"], ["g"], ["c"])


def test_a_run_that_goes_up_and_down_on_one_side_is_one_line() -> None:
    found = check([YES_2017, stance("x", "2018-01-01", "gladly"), YES_2018])
    assert (found.outcome, keys(found.run)) == ("line_before", ["a", "x", "b"])


@each_case(("answers", "outcome"), [(EXCLUSIVE, "conflicts"), (NAMED, "named_beside")])
def test_answers_without_an_order_conflict_only_if_they_exclude_each_other(
    answers: Answers, outcome: str
) -> None:
    assert check([YES_2018], answering("no"), answers=answers).outcome == outcome
    assert check([YES_2018], answering("yes"), answers=answers).outcome == "agrees"


def test_an_answer_named_before_others_that_exclude_nothing_is_agreed_with() -> None:
    found = check([YES_2017, NO_2018], answering("yes"), answers=NAMED)
    assert (found.outcome, keys(found.run)) == ("agrees", ["a"])


@each_case(
    ("since", "earlier", "outcome", "test"),
    [
        ("", [YES_2018], "line_before", ""),
        ("2018-01-01", [YES_2018], "line_before", "holds"),
        ("2018-01-01", [], "nothing_earlier", "not_tested"),
        ("2018-01-01", [YES_2017], "line_before", "not_tested"),
        ("2018-01-01", [YES_2018, NO_2018], "conflicts", "conflicts"),
        ("2018-01-01", [NO_2016, YES_2018], "conflicts", "conflicts"),
        ("2015-01-01", [YES_2017, YES_2018], "line_before", "holds"),
        ("2019-02", [YES_2018], "line_before", "unclear"),
    ],
)
def test_a_time_that_is_named_is_tested_apart(
    since: str, earlier: list[AttributedStance], outcome: str, test: str
) -> None:
    found = check(earlier, stance("claim", "2019-02-07", since=since))
    assert (found.outcome, found.since.outcome) == (outcome, test)


def test_a_conflict_names_what_it_is_with() -> None:
    assert keys(check([NO_2018], answering("yes")).conflicting) == ["d"]
    since = stance("claim", "2019-02-07", since="2018-01-01")
    assert keys(check([YES_2018, NO_2018], since).conflicting) == ["b"]
    assert check([YES_2018, NO_2018]).conflicting == ()


@each_case("unlike", [{"form": "summary"}, {"basis": "ascribed"}, {"speaker_kind": "anonymous"}])
def test_what_is_summed_up_or_not_named_is_not_compared(unlike: dict[str, str]) -> None:
    assert check([stance("x", "2018", "no", **unlike), YES_2017]).outcome == "line_before"
    assert check([stance("x", "2018", "no", **unlike)]).outcome == "nothing_earlier"


def test_sentences_that_sum_up_and_may_be_earlier_are_named() -> None:
    summaries = [stance(key, said, "no", form="summary") for key, said in (("x", "2018"), ("y", "2020"))]
    assert keys(check(summaries).summed_up) == ["x"]


@each_case("form", ["reported", "partial"])
def test_what_is_not_quoted_is_compared_as_reported(form: str) -> None:
    earlier = check([stance("x", "2018-01-01", "no", form=form)], answering("yes"))
    claim = check([NO_2018], answering("yes", form=form))
    assert [(one.outcome, one.is_as_reported) for one in (earlier, claim)] == [("conflicts", True)] * 2
    assert not check([NO_2018], answering("yes")).is_as_reported


def test_another_voice_never_conflicts() -> None:
    other = stance("x", "2018", "no", speaker="freedonia", own="freedonia")
    assert check([other, YES_2017], answering("yes")).outcome == "agrees"


def test_what_came_after_is_told_apart() -> None:
    later = [stance("x", "2020-01-15", "yes"), stance("y", "2021", "no")]
    found = check([YES_2017, *later])
    assert (found.outcome, keys(found.run)) == ("line_before", ["a"])
    assert (keys(found.afterwards), keys(found.differing_afterwards)) == (["x", "y"], ["y"])


def test_a_search_is_told_up_to_the_day_before_the_claim() -> None:
    found = check_consistency(
        stance("claim", "2019-02-07", since="2019-01-01"), [], position="alliance", answers=FINE,
        searches=[search("2019-01", "2019-01")],
    )  # fmt: skip
    assert (found.span.days, found.span.searched_days) == (37, 31)


class TestMadeLines:
    """The spokeswoman of a harbour says in 2019 that the position has not changed."""

    def test_degrees_of_one_side_are_no_change(self) -> None:
        first, further = stance("a", "2018-05-21", "yes"), stance("b", "2018-12-06", "gladly")
        found = check([first, further])
        assert (found.outcome, keys(found.run), found.before_run) == ("line_before", ["a", "b"], ())
        assert check([first], answering("gladly", "2018-12-06")).outcome == "goes_further"

    def test_a_line_that_changed_before_is_told_and_is_no_conflict(self) -> None:
        found = check([stance("a", "2017-03-12", "yes"), stance("b", "2018-07-01", "no")])
        assert (found.outcome, keys(found.latest), keys(found.before_run)) == ("changed_before", ["b"], ["a"])
        assert found.since.outcome == ""
        assert found.conflicting == ()


@given(drawn_stances(answers=FINE), st.sampled_from(["2019-02-07", "2020", "", "../2019-06-01"]))
def test_only_answers_of_the_line_that_are_known_to_be_earlier_are_compared(
    stances: tuple[AttributedStance, ...], said: str
) -> None:
    claim = stance("claim", said)
    found = check(stances, claim)
    everything = [one for one in (*stances, claim) if one.is_in_line and (one.answer or one is claim)]
    known = KnownOrder(everything)
    rank = known.places.index(everything.index(claim))
    before = {everything[n].key for place, n in enumerate(known.places) if known.before[rank] >> place & 1}
    after = {everything[n].key for place, n in enumerate(known.places) if known.after[rank] >> place & 1}
    assert {one.key for one in (*found.tested, *found.latest, *found.conflicting)} <= before
    assert {one.key for one in found.afterwards} == after


@given(drawn_stances(answers=FINE))
def test_a_claim_without_an_answer_never_agrees(stances: tuple[AttributedStance, ...]) -> None:
    for claim in stances:
        if not claim.answer:
            assert check(stances, claim).outcome not in ("agrees", "goes_further", "goes_less_far")


@given(drawn_stances(answers=FINE))
def test_the_run_is_on_one_side_and_no_other_side_is_known_to_lie_in_it(
    stances: tuple[AttributedStance, ...],
) -> None:
    for claim in stances:
        found = check([one for one in stances if one.key != claim.key], claim)
        assert len({FINE.side(one.answer) for one in found.run}) <= 1
        if found.run:
            side = FINE.side(found.run[0].answer)
            assert side not in {FINE.side(one.answer) for one in found.before_run}
        assert (found.outcome == "conflicts") == bool(found.conflicting)


@given(drawn_stances(answers=FINE))
def test_some_claims_at_once_are_checked_as_each_by_itself(stances: Sequence[AttributedStance]) -> None:
    claims = [one for one in stances if one.unchanged]
    checks = check_each(claims, stances, position="alliance", answers=FINE)
    assert list(checks) == [
        check_consistency(one, stances, position="alliance", answers=FINE) for one in claims
    ]
