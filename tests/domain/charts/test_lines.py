"""The line of a voice in a chart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.charts.lines import LineStep, Run, drawn, runs_of
from claims.domain.positions.voices import AttributedStance
from tests.domain.charts.drawings import charted
from tests.domain.positions.lines import line, search, stance

HEIGHTS = {"yes": 10, "perhaps": 20, "no": 30}


def _x(day: date) -> int:
    return day.toordinal() - date(2019, 1, 1).toordinal()


def _answers(run: Run) -> list[str]:
    return [step.answer for step in run]


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(("no", "yes", "perhaps"))), max_size=12))
def test_between_two_steps_the_former_is_the_latest_answer_on_record(said: list[tuple[int, str]]) -> None:
    days = [(date(2018, 1, 1) + timedelta(days=after), answer) for after, answer in said]
    found = line(stance(f"k{n}", day.isoformat(), answer) for n, (day, answer) in enumerate(days))
    for run in runs_of(found):
        for former, latter in pairwise(run):
            within = [(day, answer) for day, answer in days if former.earliest <= day < latter.earliest]
            assert {answer for _, answer in within} == {former.answer}
            assert latter.earliest - max(day for day, _ in within) <= timedelta(days=90) or len(days) >= 6


@given(charted(most=12))
def test_no_step_could_have_another_answer_in_between(stances: tuple[AttributedStance, ...]) -> None:
    found = line(stances)
    answering = [one for one in found.stances if one.answer]
    for run in runs_of(found):
        for former, latter in pairwise(run):
            if former.answer == latter.answer:
                continue
            floating = [
                one
                for one in answering
                if one.answer not in (former.answer, latter.answer)
                and one.said.earliest <= former.latest
                and one.said.latest >= latter.earliest
            ]
            assert floating == []


def test_a_line_is_broken_over_a_long_interval_even_where_it_was_silent() -> None:
    stances = [
        stance(f"k{n}", day, "yes") for n, day in enumerate(("2019-01-01", "2019-01-20", "2019-09-01"))
    ]
    for searches in ((), (search("2019-01-01", "2020-01-01"),)):
        (run,) = runs_of(line(stances, searches))
        assert run[-1].latest == date(2019, 1, 20)


def test_what_says_that_nothing_changed_neither_turns_nor_joins_a_line() -> None:
    stances = [
        stance("k1", "2019-01-01", "yes"),
        stance("k2", "2019-01-20"),
        stance("k3", "2019-02-01", "no"),
    ]
    (run,) = runs_of(line(stances))
    assert _answers(run) == ["yes", "no"]


def test_no_line_is_drawn_where_the_order_is_not_known() -> None:
    stances = [stance("k1", "2019-02-07", "yes"), stance("k2", "2019-02", "no")]
    assert runs_of(line(stances)) == ()


def test_an_undated_answer_of_another_kind_could_lie_anywhere_so_no_line_is_drawn() -> None:
    dated = [stance("k1", "2019-02-07", "yes"), stance("k2", "2019-02-17", "yes")]
    assert len(runs_of(line([*dated, stance("k3", "", "yes")]))) == 1
    assert runs_of(line([*dated, stance("k3", "", "no")])) == ()


def test_a_day_with_two_answers_ends_the_line() -> None:
    said = (("2019-02-01", "yes"), ("2019-02-07", "yes"), ("2019-02-07", "no"), ("2019-02-17", "no"))
    assert runs_of(line(stance(f"k{n}", *one) for n, one in enumerate(said))) == ()


def test_times_order_the_answers_of_a_day() -> None:
    said = (("2019-02-07T09:30+00:00", "yes"), ("2019-02-07T18:00+00:00", "no"))
    (run,) = runs_of(line(stance(f"k{n}", *one) for n, one in enumerate(said)))
    assert drawn(run, _x, HEIGHTS) == ((37, 10), (37, 30))


def test_a_line_slopes_over_the_days_on_which_an_answer_may_have_been_given() -> None:
    run = (
        LineStep("yes", date(2019, 1, 11), date(2019, 1, 11)),
        LineStep("no", date(2019, 2, 1), date(2019, 2, 28)),
        LineStep("no", date(2019, 3, 1), date(2019, 3, 1)),
    )
    assert drawn(run, _x, HEIGHTS) == ((10, 10), (31, 10), (58, 30), (59, 30))


def test_to_and_fro_within_one_pixel_is_one_upright() -> None:
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(40)]
    run = tuple(LineStep(("yes", "no")[n % 2], day, day) for n, day in enumerate(days))
    points = drawn(run, lambda day: 5, HEIGHTS)
    assert len(points) <= 4
    assert {y for _, y in points} == {10, 30}


def test_ranges_with_one_answer_that_overlap_continue_the_line() -> None:
    stances = [
        stance("k1", "2019-01-10", "yes"),
        stance("k2", "2019-01", "yes"),
        stance("k3", "2019-02-01", "yes"),
    ]
    (run,) = runs_of(line(stances))
    assert (run[0].earliest, run[-1].latest) == (date(2019, 1, 10), date(2019, 2, 1))
