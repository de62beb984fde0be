"""How a statement compares with the one before it."""

from __future__ import annotations

from hypothesis import given

from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from tests.cases import each_case
from tests.domain.positions.lines import EXCLUSIVE, FINE, NAMED, ORDERED, drawn_stances, line, stance


def words(*stances: AttributedStance, answers: Answers = ORDERED) -> dict[str, str]:
    found = line(stances, answers=answers).steps
    return {key: f"{step.mark} {step.word}" for key, step in found.items()}


def test_each_statement_is_compared_with_the_one_before_it() -> None:
    assert words(
        stance("a", "2010", "yes"),
        stance("b", "2012", "yes"),
        stance("c", "2014", "gladly"),
        stance("d", "2016", "yes"),
        stance("e", "2018", "perhaps"),
        stance("f", "2020", "never"),
        answers=FINE,
    ) == {
        "a": "• First in this line",
        "b": "= Same answer",
        "c": "↑ Goes further",
        "d": "↓ Goes less far",
        "e": "⇄ Change of position",
        "f": "⇄ Change of position",
    }


@each_case(("answers", "step"), [(EXCLUSIVE, "≠ Different answer"), (NAMED, "+ Another answer")])
def test_answers_without_an_order_have_no_direction(answers: Answers, step: str) -> None:
    assert words(stance("a", "2017", "yes"), stance("b", "2019", "no"), answers=answers)["b"] == step


def test_another_side_in_words_that_are_not_quoted_is_as_reported() -> None:
    told = words(stance("a", "2017", "yes"), stance("b", "2019", "no", form="partial"))
    assert told["b"] == "≠ Other side, as reported"


def test_where_another_answer_could_come_first_the_order_is_not_known() -> None:
    told = words(stance("a", "2016", "yes"), stance("b", "2018-05", "no"), stance("c", "2018", "yes"))
    assert told == {"a": "• First in this line", "b": "– Order not known", "c": "– Order not known"}


def test_of_two_statements_with_one_answer_at_about_one_time_neither_is_the_first() -> None:
    assert set(words(stance("a", "2017", "yes"), stance("b", "2017-05", "yes")).values()) == {
        "– Order not known"
    }


@given(drawn_stances())
def test_a_mark_of_change_stands_only_where_the_line_tells_a_change(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    after = {one.key for change in found.changes for one in change.after}
    assert {key for key, step in found.steps.items() if step.is_change} <= after


@given(drawn_stances())
def test_what_gives_an_answer_in_the_line_has_a_mark_and_nothing_else(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    assert found.steps.keys() == {one.key for one in found.stances if one.answer}
