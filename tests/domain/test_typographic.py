"""What may be called a typographic change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.typographic import text_problem, typographic_problem


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The brigde needs a toll", "The bridge needs a toll"),
        ("the bridge needs a toll", "The bridge needs a toll"),
        ("The line hasn't changed, he said.", "The line hasn't changed; he said."),
        ("We said yes. we mean it", "We said yes. We mean it"),
    ],
)
def test_a_small_slip_is_typographic(before: str, after: str) -> None:
    assert text_problem(before, after) == ""


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("It costs 100 crowns", "It costs 1000 crowns", "a number"),
        ("It costs two crowns", "It costs ten crowns", "a number"),
        ("The flood was not our fault", "The flood was our fault", "a negation"),
        ("It has changed", "It hasn’t changed", "a negation"),
        ("Мы согласны", "Мы не согласны", "a negation"),
        ("I met Roe there", "I met Row there", "a name"),
        ("It was in may", "It was in june", "part of a date"),
    ],
)
def test_numbers_names_dates_and_negations_stay(before: str, after: str, what: str) -> None:
    assert what in text_problem(before, after)


def test_more_than_five_characters_are_no_slip() -> None:
    assert "characters differ" in text_problem("The bridge is old", "The bridge is wonderful")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"said": "2019-02-07"}, {"said": "2019-02-08"}),
        ({"speaker": "roe"}, {"speaker": "rox"}),
        ({"context": ""}, {"context": "New."}),
        ({"stances": []}, {"stances": [{"position": "a"}]}),
        ({"chain": [{"source": "s-1"}]}, {"chain": [{"source": "s-2"}]}),
    ],
)
def test_a_change_of_anything_but_a_text_is_of_another_class(
    before: dict[str, object], after: dict[str, object]
) -> None:
    assert "touches texts alone" in typographic_problem(before, after)


def test_a_text_deep_in_a_record_is_a_text() -> None:
    before = {"chain": [{"exact": [{"text": "the brigde"}]}]}
    after = {"chain": [{"exact": [{"text": "the bridge"}]}]}
    assert typographic_problem(before, after) == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_rule_reads_every_text_and_forgives_none_that_is_far_off(before: str, after: str) -> None:
    problem = text_problem(before, after)
    assert problem or abs(len(before) - len(after)) <= 5
    assert text_problem(before, before) == ""
