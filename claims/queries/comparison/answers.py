"""The answers of the compared claims to the questions on which all of them take a stance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claims.domain.comparison.answers import AnswersLine, GivenAnswer, answers_line
from claims.domain.positions.sides import Answers
from claims.domain.record.paths import position_path
from claims.queries.comparison.compared import FoundComparison
from claims.queries.stances.of_records import grading_of

MOST_QUESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """A question with a line about its answers, and the conclusions that editors warn against."""

    question: str
    url: str
    line: AnswersLine
    not_to_conclude: str


def shared_questions(found: FoundComparison) -> tuple[SharedQuestion, ...]:
    """The shared questions to which two claims or more give an answer, at most three. No query."""
    shown = []
    for slug in found.shared_positions:
        position = found.known.position(slug)
        if position is None:
            continue
        given = []
        for item in found.comparison.items:
            claim = found.claims[item.claim.key]
            for stance in claim.stances:
                if stance.position == slug and stance.answer:
                    layer = grading_of(claim, found.known, stance).layer
                    given.append(GivenAnswer(item.claim, stance.answer, layer))
        if line := answers_line(given, Answers.of(position)):
            shown.append(
                SharedQuestion(position.question, position_path(slug), line, position.not_to_conclude)
            )
    return tuple(shown[:MOST_QUESTIONS])
