"""How one answer differs from the answer before it."""

from __future__ import annotations

from claims.domain.positions.sides import Answers
from claims.domain.record.shared import Answer
from tests.cases import each_case
from tests.domain.positions.lines import EXCLUSIVE, FINE, NAMED, ORDERED


@each_case(
    ("before", "after", "difference"),
    [
        ("yes", "yes", "same"),
        ("yes", "gladly", "further"),
        ("gladly", "yes", "less_far"),
        ("no", "never", "further"),
        ("never", "no", "less_far"),
        ("never", "yes", "other_side"),
        ("gladly", "perhaps", "other_side"),
        ("perhaps", "no", "other_side"),
    ],
)
def test_answers_of_one_side_differ_in_degree_only(before: str, after: str, difference: str) -> None:
    assert FINE.difference(before, after) == difference


def test_further_is_away_from_the_middle_however_the_answers_are_ordered() -> None:
    turned = Answers(FINE.answers[::-1], ordered=True)
    assert turned.difference("yes", "gladly") == turned.difference("no", "never") == "further"


def test_answers_in_the_middle_have_no_direction() -> None:
    answers = Answers(tuple(Answer(slug=slug, text=slug, side="middle") for slug in "ab"), ordered=True)
    assert answers.difference("a", "b") == answers.difference("b", "a") == "between"


def test_answers_without_an_order_exclude_each_other_only_if_the_position_says_so() -> None:
    assert EXCLUSIVE.difference("yes", "no") == "different"
    assert NAMED.difference("yes", "no") == "beside"
    assert ORDERED.difference("yes", "no") == "other_side"
    assert {NAMED.side("yes"), NAMED.side("no")} == {""}
