"""How a statement stands to the one before it."""

from __future__ import annotations

from hypothesis import given

from claims.domain.positions.voices import AttributedStance
from tests.domain.positions.lines import drawn_stances, line, stance


def words(*stances: AttributedStance, ordered: bool = True) -> dict[str, str]:
    found = line(stances, ordered=ordered).steps
    return {key: f"{step.mark} {step.word}" for key, step in found.items()}


def test_each_statement_is_held_against_the_one_before_it() -> None:
    assert words(
        stance("a", "2017", "yes"),
        stance("b", "2018", "yes"),
        stance("c", "2019", "perhaps"),
        stance("d", "2020", "yes"),
        stance("e", "2021", "no"),
    ) == {
        "a": "• First answer that counts",
        "b": "= Same answer",
        "c": "↓ Moved 1 step",
        "d": "↑ Moved 1 step",
        "e": "⇄ Crossed the middle",
    }


def test_answers_without_an_order_are_different_and_no_more() -> None:
    told = words(stance("a", "2017", "yes"), stance("b", "2018", "no"), ordered=False)
    assert told["b"] == "≠ Different answer"


def test_words_not_quoted_in_full_are_as_reported() -> None:
    told = words(stance("a", "2017", "yes"), stance("b", "2018", "no", form="partial"))
    assert told["b"] == "≠ Different answer, as reported"


def test_nothing_is_said_where_another_answer_could_come_first() -> None:
    told = words(stance("a", "2017", "yes"), stance("b", "2018-05", "no"), stance("c", "2018", "yes"))
    assert told == {"a": "• First answer that counts", "b": "– Order not known", "c": "– Order not known"}


def test_two_statements_with_one_answer_at_about_one_time_are_no_first() -> None:
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
def test_what_gives_an_answer_and_counts_has_a_mark_and_nothing_else(
    stances: tuple[AttributedStance, ...],
) -> None:
    found = line(stances)
    assert found.steps.keys() == {one.key for one in found.stances if one.answer}
