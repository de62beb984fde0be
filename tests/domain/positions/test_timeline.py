"""The line of a voice through time."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, permutations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.domain.dates.order import is_known_before
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import by_layer
from claims.domain.positions.voices import AttributedStance
from tests.cases import each_case
from tests.domain.positions.lines import (
    EXCLUSIVE,
    FINE,
    NAMED,
    ORDERED,
    SCALE,
    drawn_stances,
    line,
    search,
    stance,
)

TWO_SIDES = Answers((SCALE[0], SCALE[2]), ordered=True)
YES, NO = stance("a", "2019-02-07", "yes"), stance("b", "2020-01-15", "no")


def _orders(stances: Iterable[AttributedStance]) -> Iterator[tuple[AttributedStance, ...]]:
    """Every order of the stances that dates, places, sources and relations allow."""
    for possible in permutations(stances):
        pairs = ((one, other) for n, other in enumerate(possible) for one in possible[:n])
        if not any(is_known_before(other, one) or one.key in other.precedes for one, other in pairs):
            yield possible


def _answering(stances: Iterable[AttributedStance]) -> list[AttributedStance]:
    return [one for one in stances if one.answer]


def _quoted(stances: Iterable[AttributedStance]) -> list[AttributedStance]:
    return [one for one in stances if one.answer and not one.is_as_reported]


def _turns(stances: Iterable[AttributedStance], answers: Answers) -> int:
    """How often the side changes."""
    return sum(one != other for one, other in pairwise(answers.side(one.answer) for one in stances))


@given(drawn_stances(most=5))
@settings(max_examples=100)
def test_a_change_that_is_told_happens_in_every_order_that_the_dates_allow(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    orders = list(_orders(_answering(found.stances)))
    assume(orders)
    for change in (*found.changes, *found.reported_changes):
        sides = ORDERED.side(change.from_answer), ORDERED.side(change.to_answer)
        assert sides[0] != sides[1]
        before, after = {one.key for one in change.before}, {one.key for one in change.after}
        for possible in orders:
            ends = [n for n, one in enumerate(possible) if one.key in after]
            assert any(one.key in before for one in possible[: max(ends)])


@given(drawn_stances(most=5, answers=TWO_SIDES))
@settings(max_examples=100)
def test_no_more_changes_are_told_than_any_order_holds(stances: tuple[AttributedStance, ...]) -> None:
    found = line(stances, answers=TWO_SIDES)
    for possible in _orders(_quoted(found.stances)):
        assert len(found.changes) <= _turns(possible, TWO_SIDES)


@given(drawn_stances(most=5, answers=TWO_SIDES))
@settings(max_examples=100)
def test_between_two_sides_the_least_number_of_changes_is_exact(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances, answers=TWO_SIDES)
    orders = list(_orders(_quoted(found.stances)))
    assume(orders)
    assert found.least_changes == min(_turns(one, TWO_SIDES) for one in orders)


@given(drawn_stances(most=5, answers=FINE))
@settings(max_examples=100)
def test_the_least_number_of_changes_is_never_more_than_an_order_holds(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances, answers=FINE)
    for possible in _orders(_quoted(found.stances)):
        assert found.least_changes <= _turns(possible, FINE)


@given(drawn_stances(most=5))
def test_where_the_order_is_known_all_changes_between_quotations_are_told(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    assume(found.is_ordered)
    for possible in _orders(_quoted(found.stances)):
        assert len(found.changes) == found.least_changes == _turns(possible, ORDERED)


@given(drawn_stances(), st.randoms(use_true_random=False))
def test_the_order_in_which_stances_are_given_does_not_matter(
    stances: tuple[AttributedStance, ...], chance: random.Random
) -> None:
    shuffled = list(stances)
    chance.shuffle(shuffled)
    assert line(shuffled) == line(stances)


@given(drawn_stances())
def test_what_is_summed_up_or_not_named_alters_nothing_of_the_line(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    alone = line([one for one in stances if one.is_in_line])
    assert replace(found, summed_up=()) == alone


@given(drawn_stances())
def test_each_stance_is_told_in_one_layer(stances: tuple[AttributedStance, ...]) -> None:
    found = line(stances)
    layers = by_layer(found.all_stances)
    told = [one for layer in layers.values() for one in layer]
    assert sorted(one.key for one in told) == sorted(one.key for one in found.all_stances)
    assert not layers["not_named"]
    keys = {one.key for one in found.stances}
    left_out = {one.key for one in stances} - {one.key for one in told}
    assert all(one.layer == "not_named" or one.sums_up & keys for one in stances if one.key in left_out)


@given(drawn_stances())
def test_a_change_of_position_rests_on_quotations_on_both_sides(
    stances: tuple[AttributedStance, ...],
) -> None:
    for change in line(stances).changes:
        assert any(not one.is_as_reported for one in change.before)
        assert any(not one.is_as_reported for one in change.after)


def test_two_quotations_on_different_sides_in_known_order_are_a_change() -> None:
    (change,) = line([YES, NO]).changes
    assert (change.from_answer, change.to_answer) == ("yes", "no")
    assert (change.days.least, change.days.most) == (342, 342)


def test_answers_of_one_side_make_no_change() -> None:
    found = line([YES, stance("b", "2020-01-15", "gladly")], answers=FINE)
    assert (found.changes, found.least_changes) == ((), 0)


def test_answers_that_exclude_one_another_differ_and_answers_side_by_side_do_not() -> None:
    assert [len(line([YES, NO], answers=answers).changes) for answers in (EXCLUSIVE, NAMED)] == [1, 0]


def test_two_answers_of_one_day_without_times_are_in_no_known_order() -> None:
    found = line([YES, stance("b", "2019-02-07", "no")])
    assert (found.changes, found.least_changes, found.is_ordered) == ((), 1, False)


def test_times_of_one_day_order_its_answers() -> None:
    found = line([stance("a", "2019-02-07T18:00Z", "yes"), stance("b", "2019-02-07T09:30Z", "no")])
    assert [(change.from_answer, change.to_answer) for change in found.changes] == [("no", "yes")]


@each_case(("more", "number"), [({}, 0), ({"said_at": "strelsau"}, 1), ({"sources": frozenset({"s1"})}, 1)])
def test_neighbouring_days_are_ordered_at_one_place_or_in_one_source(
    more: dict[str, Any], number: int
) -> None:
    days = [stance("a", "2019-02-07", "yes", **more), stance("b", "2019-02-08", "no", **more)]
    assert len(line(days).changes) == number


def test_an_answer_that_may_lie_between_two_others_hides_no_change() -> None:
    found = line([YES, NO, stance("c", "2019", "perhaps")])
    assert {(one.from_answer, one.to_answer) for one in found.changes} == {("yes", "no"), ("perhaps", "no")}
    assert (found.least_changes, found.is_ordered) == (2, False)


def test_an_answer_that_may_be_of_any_time_adds_no_change() -> None:
    found = line([YES, NO, stance("c", "2021-03-01", "yes"), stance("d", "", "no")])
    assert (len(found.changes), found.least_changes, found.is_ordered) == (2, 2, False)


def test_a_statement_without_an_answer_lies_between_nothing() -> None:
    assert len(line([YES, stance("c", "2019-06-01"), NO]).changes) == 1


def test_an_order_that_an_editor_set_makes_a_change_without_dates() -> None:
    (change,) = line([stance("a", "", "yes", precedes=frozenset({"b"})), stance("b", "", "no")]).changes
    assert (change.from_answer, change.to_answer) == ("yes", "no")
    assert (change.days.least, change.days.most) == (0, None)


@each_case(
    "reported", [{"form": "reported"}, {"form": "partial"}, {"basis": "source_gloss"}, {"basis": "editor"}]
)
def test_a_change_that_needs_words_that_are_not_quoted_is_as_reported(reported: dict[str, str]) -> None:
    found = line([YES, stance("b", "2020-01-15", "no", **reported)])
    assert (found.changes, found.least_changes) == ((), 0)
    assert [change.is_as_reported for change in found.reported_changes] == [True]


def test_a_reported_repetition_does_not_lessen_a_change_between_quotations() -> None:
    found = line([YES, stance("c", "2019-03-01", "yes", form="reported"), NO])
    assert (len(found.changes), found.reported_changes) == (1, ())


@each_case("unlike", [{"form": "summary"}, {"basis": "ascribed"}])
def test_what_is_summed_up_or_not_named_makes_no_change(unlike: dict[str, str]) -> None:
    found = line([YES, stance("b", "2020-01-15", "no", **unlike)])
    assert (found.changes, found.reported_changes) == ((), ())


def test_a_sentence_that_sums_up_a_quotation_of_the_line_is_told_with_it() -> None:
    lead = stance("s", "2019-02-07", "no", form="summary", sums_up=frozenset({"a"}))
    other = stance("t", "2019-02-07", "no", form="summary", sums_up=frozenset({"elsewhere"}))
    found = line([YES, lead, other])
    assert [one.key for one in found.summed_up] == ["t"]


def test_a_change_between_people_who_spoke_only_on_one_side_of_it_is_marked() -> None:
    by_two = line([stance("a", "2019-02-07", "yes", by="ann"), stance("b", "2020-01-15", "no", by="ben")])
    by_one = line([stance("a", "2019-02-07", "yes", by="ann"), stance("b", "2020-01-15", "no", by="ann")])
    assert [change.other_speakers for change in (*by_two.changes, *by_one.changes)] == [True, False]


def test_intervals_of_more_than_ninety_days_break_the_line_and_shorter_ones_do_not() -> None:
    found = line([stance("a", "2019-01-01", "yes"), stance("b", "2019-04-01", "yes")])
    longer = line([stance("a", "2019-01-01", "yes"), stance("b", "2019-04-02", "yes")])
    assert found.intervals == ()
    assert [interval.days for interval in longer.intervals] == [91]


def test_from_six_statements_on_an_interval_must_be_thrice_the_median() -> None:
    days = ("2012-01-01", "2012-04-30", "2012-08-28", "2012-12-26", "2013-04-25", "2013-08-23", "2014-12-01")
    found = line([stance(day, day, "yes") for day in days])
    assert [interval.days for interval in found.intervals] == [465]


def test_a_statement_of_unknown_day_may_lie_in_an_interval() -> None:
    found = line([stance("a", "2019-01-01", "yes"), stance("b", "2020-01-01", "yes"), stance("c", "", "yes")])
    assert [[one.key for one in interval.undated] for interval in found.intervals] == [["c"]]


def test_the_days_searched_for_a_line_are_counted_once() -> None:
    unnamed = search("2021", "2021", named=False)
    searched = line([YES, NO], [search("2019-03", "2019-04"), search("2019-04", "2019-05"), unnamed]).searched
    assert searched is not None
    assert (searched.days, searched.outlets) == (31 + 30 + 31, 2)
    assert (searched.first.text, searched.last.text) == ("2019-03-01", "2019-05-31")
    assert line([YES, NO], [unnamed]).searched is None
