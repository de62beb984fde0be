"""Which stances count."""

from __future__ import annotations

from itertools import product

import pytest

from claims.domain.errors import InvalidValue
from claims.domain.positions.counting import as_reported, is_counted, why_not_counted
from claims.domain.record.vocabulary import FORMS, SPEAKER_KINDS, STANCE_BASES


def test_only_what_the_speaker_himself_said_is_counted() -> None:
    counted = {case for case in product(FORMS, SPEAKER_KINDS, STANCE_BASES) if is_counted(*case)}
    assert counted == set(
        product(
            ("quoted", "partial", "reported"),
            ("person", "body", "group"),
            ("own_words", "source_gloss", "editor"),
        )
    )


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (("summary", "person", "own_words"), "the source sums up, it does not report one utterance"),
        (("quoted", "anonymous", "own_words"), "the speaker is anonymous"),
        (("quoted", "unidentified", "editor"), "the speaker is not identified"),
        (("quoted", "body", "ascribed"), "the stance is ascribed to the speaker by somebody else"),
    ],
)
def test_what_is_not_counted_says_why(case: tuple[str, str, str], reason: str) -> None:
    assert why_not_counted(*case) == f"Not counted: {reason}."


def test_what_is_counted_needs_no_reason() -> None:
    assert why_not_counted("quoted", "person", "own_words") == ""


@pytest.mark.parametrize(
    "case", [("spoken", "person", "editor"), ("quoted", "party", "editor"), ("quoted", "person", "guess")]
)
def test_an_unknown_word_is_refused(case: tuple[str, str, str]) -> None:
    with pytest.raises(InvalidValue):
        is_counted(*case)


def test_reported_and_partial_words_are_as_reported() -> None:
    assert {form for form in FORMS if as_reported(form)} == {"reported", "partial"}
