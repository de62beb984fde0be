"""The first line of a comparison: the answers to a shared question."""

from __future__ import annotations

from claims.domain.comparison.answers import AnswersLine, GivenAnswer, answers_line
from claims.domain.positions.grades import Layer
from claims.domain.positions.sides import Answers
from claims.domain.record.shared import Answer
from tests.domain.comparison.compared_claims import a_claim

ANSWERS = Answers(
    (
        Answer(slug="no", text="No", side="against"),
        Answer(slug="yes", text="Yes", side="for"),
        Answer(slug="gladly", text="Yes, gladly", side="for"),
    ),
    ordered=True,
)


def given(answer: str, said: str, speaker: str = "Anna Regent", layer: Layer = "own_words") -> GivenAnswer:
    return GivenAnswer(a_claim(f"{answer}-{said}", said, speaker=speaker), answer, layer)


def line(*answers: GivenAnswer, among: Answers = ANSWERS) -> AnswersLine:
    found = answers_line(answers, among)
    assert found is not None
    return found


def test_different_answers_stand_in_their_order_with_the_days_between() -> None:
    assert line(given("no", "2018-12-06"), given("yes", "2020-06-15")) == AnswersLine(
        "Different answers", "6 Dec 2018 ‘No’ → 15 Jun 2020 ‘Yes’ (557 days)"
    )


def test_the_same_answer_is_called_so_and_one_side_too() -> None:
    assert line(given("yes", "2018-12-06"), given("yes", "2020-06-15")).finding == "Same answer"
    further = line(given("yes", "2018-12-06"), given("gladly", "2020-06-15"))
    assert further.finding == "Different answers, on one side"
    beside = line(given("no", "2018"), given("yes", "2020-06-15"), among=Answers(ANSWERS.answers))
    assert beside.finding == "Different answers, which do not exclude each other"


def test_where_the_order_is_not_known_there_is_no_arrow_and_no_days() -> None:
    found = line(given("no", "2018-12-06"), given("yes", "2018-12-06/2018-12-09"))
    assert found.finding == "Different answers, order not known"
    assert "→" not in found.words
    assert "days" not in found.words


def test_each_answer_says_how_it_is_on_record_and_whose_it_is_if_they_are_several() -> None:
    found = line(given("no", "2018-12-06", layer="reported"), given("yes", "2020-06-15", "Ana Example"))
    assert "‘No’ (Anna Regent, as reported)" in found.words
    assert "‘Yes’ (Ana Example)" in found.words


def test_one_answer_of_many_days_is_told_once() -> None:
    days = ("2017-10-11", "2017-10-16", "2017-10-16", "2017-10-18")
    assert line(*(given("yes", day) for day in days)) == AnswersLine(
        "Same answer", "‘Yes’, all 4 of 11 Oct 2017 – 18 Oct 2017"
    )
    assert "11 Oct 2017 ‘Yes’" in line(*(given("yes", day) for day in (*days, "2018/.."))).words


def test_one_answer_makes_no_line() -> None:
    assert answers_line([given("no", "2018-12-06")], ANSWERS) is None
