"""The sentence on the earliest and the latest statement with which a page begins."""

from __future__ import annotations

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.findings import pair_sentence
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import Answer
from tests.cases import each_case

GIVEN = (
    Answer(slug="no", text="No", side="against"),
    Answer(slug="later", text="Later", side="middle"),
    Answer(slug="yes", text="Yes", side="for"),
    Answer(slug="gladly", text="Gladly", side="for"),
)
ORDERED, EXCLUSIVE, OPEN = Answers(GIVEN, True), Answers(GIVEN, False, True), Answers(GIVEN)


def said(
    key: str, answer: str, speaker: str = "ana-example", form: str = "quoted", day: str = "2019-02-07"
) -> AttributedStance:
    return AttributedStance(
        key,
        said=FuzzyDate.parse(day),
        speaker=speaker,
        speaker_name="Ana Example",
        answer=answer,
        form=form,
    )


@each_case(
    ("answers", "first", "latest", "name"),
    [
        (ORDERED, "yes", "yes", "pair_agrees"),
        (ORDERED, "yes", "no", "pair_on_two_sides"),
        (ORDERED, "yes", "gladly", "pair_on_one_side"),
        (EXCLUSIVE, "yes", "no", "pair_excludes"),
        (OPEN, "yes", "no", "pair_differs"),
    ],
)
def test_two_answers_are_compared_as_the_position_allows(
    answers: Answers, first: str, latest: str, name: str
) -> None:
    sentence = pair_sentence(said("a", first), said("b", latest, day="2020-01-15"), answers)
    assert sentence is not None
    assert sentence.name == name
    assert sentence.keys == {"a", "b"}


def test_two_speakers_and_reports_are_named_as_such() -> None:
    other = said("b", "no", "bob-example", "reported", "2020-01-15")
    assert str(pair_sentence(said("a", "yes"), other, ORDERED)) == (
        "The earliest and the latest in own words or as reported, by two speakers, are on different sides:"
        " ‘Yes’, then ‘No’."
    )


def test_a_claim_without_an_answer_is_compared_with_none() -> None:
    assert pair_sentence(said("a", ""), said("b", "no"), ORDERED) is None


def test_of_one_day_it_is_not_said_which_came_first() -> None:
    sentence = pair_sentence(said("a", "yes"), said("b", "no"), ORDERED)
    assert sentence is not None
    assert sentence.name == "pair_order_not_known"
