"""The line of a voice through time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, permutations

from hypothesis import assume, given
from hypothesis import strategies as st

from claims.domain.dates.fuzzy import Order, order
from claims.domain.positions.voices import AttributedStance
from tests.domain.positions.lines import drawn_stances, line, search, stance


def _orders(stances: tuple[AttributedStance, ...]) -> Iterator[tuple[AttributedStance, ...]]:
    """Every order of the stances that the dates and the relations allow."""
    keys = {one.key for one in stances}
    for possible in permutations(stances):
        before = {one.key: n for n, one in enumerate(possible)}
        dated = all(
            order(one.said, other.said) is not Order.AFTER
            for n, one in enumerate(possible)
            for other in possible[n + 1 :]
        )
        if dated and all(before[one.key] < before[key] for one in possible for key in one.precedes & keys):
            yield possible


@given(drawn_stances(most=5))
def test_a_change_that_is_asserted_happens_in_every_order_that_the_dates_allow(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    answered = tuple(one for one in found.stances if one.answer)
    orders = list(_orders(answered))
    assume(orders)
    for change in (*found.changes, *found.reported_changes):
        for possible in orders:
            answers = [one.answer for one in possible]
            assert (change.from_answer, change.to_answer) in set(pairwise(answers))


@given(drawn_stances(most=5))
def test_no_more_changes_are_told_than_any_order_holds(stances: tuple[AttributedStance, ...]) -> None:
    found = line(stances)
    answered = tuple(one for one in found.stances if one.answer)
    for possible in _orders(answered):
        answers = [one.answer for one in possible]
        steps = sum(one != other for one, other in pairwise(answers))
        assert len(found.changes) <= steps
        assert len(found.reported_changes) <= steps


@given(drawn_stances(most=5))
def test_where_the_order_is_known_all_changes_between_quotations_are_told(
    stances: tuple[AttributedStance, ...],
) -> None:
    quoted = [one for one in stances if one.form == "quoted"]
    found = line(quoted)
    assume(found.is_ordered)
    for possible in _orders(tuple(one for one in found.stances if one.answer)):
        answers = [one.answer for one in possible]
        assert len(found.changes) == sum(one != other for one, other in pairwise(answers))


@given(drawn_stances(), st.randoms(use_true_random=False))
def test_the_order_in_which_stances_are_given_does_not_matter(
    stances: tuple[AttributedStance, ...], random: object
) -> None:
    shuffled = list(stances)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert line(shuffled) == line(stances)


@given(drawn_stances())
def test_what_is_shown_apart_alters_nothing(stances: tuple[AttributedStance, ...]) -> None:
    found = line(stances)
    counted = line([one for one in stances if not one.why_not_counted])
    intervals = tuple(
        replace(one, not_counted=0) for one in found.intervals
    )  # They are told beside an interval.
    assert found.not_counted == tuple(one for one in found.not_counted if one.why_not_counted)
    assert (found.stances, found.days, found.changes, found.repeats, intervals) == (
        counted.stances, counted.days, counted.changes, counted.repeats, counted.intervals,
    )  # fmt: skip


@given(drawn_stances())
def test_a_change_of_position_rests_on_quotations_on_both_sides(
    stances: tuple[AttributedStance, ...],
) -> None:
    for change in line(stances).changes:
        assert any(not one.is_as_reported for one in change.before)
        assert any(not one.is_as_reported for one in change.after)


@given(drawn_stances())
def test_unordered_answers_are_never_given_a_direction(stances: tuple[AttributedStance, ...]) -> None:
    for change in line(stances, ordered=False).changes:
        assert (change.way, change.toward, change.steps, change.crosses) == ("", "", 0, False)


def test_two_quotations_in_known_order_with_different_answers_are_a_change_of_position() -> None:
    (change,) = line([stance("a", "2019-02-07", "yes"), stance("b", "2020-01-15", "no")]).changes
    assert (change.from_answer, change.to_answer, change.way, change.toward) == (
        "yes",
        "no",
        "down",
        "against",
    )
    assert change.crosses
    assert (change.days.least, change.days.most) == (342, 342)


def test_a_step_within_one_side_crosses_nothing() -> None:
    (change,) = line([stance("a", "2019-02-07", "perhaps"), stance("b", "2020-01-15", "yes")]).changes
    assert (change.way, change.toward, change.steps, change.crosses) == ("up", "for", 1, False)


def test_two_answers_on_one_day_without_times_are_no_change() -> None:
    found = line([stance("a", "2019-02-07", "yes"), stance("b", "2019-02-07", "no")])
    assert not found.changes
    assert not found.is_ordered


def test_times_of_one_day_order_its_answers() -> None:
    found = line([stance("a", "2019-02-07T18:00Z", "yes"), stance("b", "2019-02-07T09:30Z", "no")])
    assert [(change.from_answer, change.to_answer) for change in found.changes] == [("no", "yes")]
    assert found.days == 1


def test_a_third_answer_that_could_lie_between_keeps_a_change_from_being_asserted() -> None:
    stances = [
        stance("a", "2019-02-07", "yes"),
        stance("b", "2020-01-15", "no"),
        stance("c", "2019", "perhaps"),
    ]
    assert not line(stances).changes


def test_the_same_answer_given_on_a_day_not_known_hides_no_change() -> None:
    stances = [
        stance("a", "2019-02-07", "yes"),
        stance("b", "2019-03-01", "no"),
        stance("c", "2019-02", "yes"),
    ]
    (change,) = line(stances).changes
    assert {one.key for one in change.after} == {"b"}


def test_a_known_order_without_dates_makes_a_change() -> None:
    stances = [stance("a", "", "yes", precedes=frozenset({"b"})), stance("b", "", "no")]
    (change,) = line(stances).changes
    assert (change.from_answer, change.to_answer) == ("yes", "no")
    assert (change.days.least, change.days.most) == (0, None)


def test_one_side_known_from_indirect_words_alone_makes_a_change_as_reported_only() -> None:
    found = line([stance("a", "2019-02-07", "yes"), stance("b", "2020-01-15", "no", form="reported")])
    assert not found.changes
    assert [change.is_as_reported for change in found.reported_changes] == [True]


def test_a_reported_repetition_does_not_lessen_a_change_between_quotations() -> None:
    found = line(
        [
            stance("a", "2019-02-07", "yes"),
            stance("b", "2019-03-01", "yes", form="reported"),
            stance("c", "2020-01-15", "no"),
        ]
    )
    assert len(found.changes) == 1
    assert not found.reported_changes


def test_a_change_that_coincides_with_a_change_of_speaker_is_told_as_such() -> None:
    by_two = line([stance("a", "2019-02-07", "yes", by="ann"), stance("b", "2020-01-15", "no", by="ben")])
    by_one = line([stance("a", "2019-02-07", "yes", by="ann"), stance("b", "2020-01-15", "no", by="ann")])
    assert [change.other_speakers for change in (*by_two.changes, *by_one.changes)] == [True, False]


def test_ten_claims_of_one_day_count_as_one() -> None:
    found = line([stance(f"k{n}", "2019-02-07", "yes") for n in range(10)])
    assert found.days == 1
    assert [(repeated.answer, repeated.days) for repeated in found.repeats] == [("yes", 1)]


def test_undated_claims_count_by_their_occasion() -> None:
    told = [stance(f"k{n}", "", "yes", occasion="talks") for n in range(3)]
    assert line([*told, stance("z", "", "yes")]).days == 2


def test_intervals_of_more_than_ninety_days_break_the_line_and_shorter_ones_do_not() -> None:
    found = line([stance("a", "2019-01-01", "yes"), stance("b", "2019-04-01", "yes")])
    longer = line([stance("a", "2019-01-01", "yes"), stance("b", "2019-04-02", "yes")])
    assert found.intervals == ()
    assert [interval.days for interval in longer.intervals] == [91]


def test_from_six_statements_on_an_interval_must_be_thrice_the_median() -> None:
    days = ("2012-01-01", "2012-04-30", "2012-08-28", "2012-12-26", "2013-04-25", "2013-08-23", "2014-12-01")
    found = line([stance(day, day, "yes") for day in days])
    assert [interval.days for interval in found.intervals] == [465]


def test_a_silence_is_told_only_where_named_searches_found_nothing_on_four_days_in_five() -> None:
    stances = [stance("a", "2019-01-01", "yes"), stance("b", "2020-01-01", "yes")]
    told = {
        "all of it": [search("2019-01-01", "2020-01-01")],
        "enough": [search("2019-01-01", "2019-10-31")],
        "too little": [search("2019-01-01", "2019-06-30")],
        "something found": [search("2019-01-01", "2020-01-01", hits=2)],
        "nothing named": [search("2019-01-01", "2020-01-01", named=False)],
        "for another position": [search("2019-01-01", "2020-01-01", positions=("tariffs",))],
        "for another voice": [search("2019-01-01", "2020-01-01", voice="freedonia")],
        "elsewhere in time": [search("2017", "2018")],
        "nothing at all": [],
    }
    gaps = {name: line(stances, searches).intervals[0].gap for name, searches in told.items()}
    assert gaps == {
        "all of it": "silence",
        "enough": "silence",
        "too little": "partly_searched",
        "something found": "partly_searched",
        "nothing named": "partly_searched",
        "for another position": "not_searched",
        "for another voice": "not_searched",
        "elsewhere in time": "not_searched",
        "nothing at all": "not_searched",
    }


def test_a_statement_of_unknown_day_is_told_beside_an_interval_in_which_it_may_lie() -> None:
    found = line([stance("a", "2019-01-01", "yes"), stance("b", "2020-01-01", "yes"), stance("c", "", "yes")])
    assert [interval.undated for interval in found.intervals] == [1]
    assert found.undated == 1


@given(drawn_stances(), st.lists(st.sampled_from(["2018", "2019", "2019-06", "2020", "2021"]), max_size=4))
def test_no_interval_is_a_silence_without_a_search_that_found_nothing(
    stances: tuple[AttributedStance, ...], years: list[str]
) -> None:
    for interval in line(stances, [search(year, year) for year in years]).intervals:
        assert interval.days > 90
        assert (interval.gap == "not_searched") == (not interval.span.checks)
        if interval.gap == "silence":
            assert interval.span.silent_days >= 0.8 * (interval.span.days or 0) > 0
            assert interval.span.outlets
