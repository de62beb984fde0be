"""Names from the right to the left inside sentences."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.positions.sentences import say
from claims.domain.text.direction import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated

HEBREW = "דובר העירייה"


@pytest.mark.parametrize("text", ["", "Council of Fenn", "Совет", "12 Mar 2017", "“Yes”"])
def test_what_runs_from_the_left_stays_as_it_is(text: str) -> None:
    assert isolated(text) == text


@given(st.characters(categories=["Lo"]))
def test_every_letter_that_runs_from_the_right_is_closed_off(letter: str) -> None:
    if unicodedata.bidirectional(letter) in ("R", "AL") and ord(letter) < 0x1E000:
        assert isolated(letter) == f"{FIRST_STRONG_ISOLATE}{letter}{POP_ISOLATE}"


@given(st.text(alphabet="ab א ב5 “”().", max_size=20))
def test_closing_off_twice_is_closing_off_once_and_loses_nothing(text: str) -> None:
    once = isolated(text)
    assert isolated(once) == once
    assert once.translate({ord(FIRST_STRONG_ISOLATE): None, ord(POP_ISOLATE): None}) == text


def test_each_of_several_names_is_closed_off_by_itself() -> None:
    assert (
        isolated("“לא” (1 statement) and “כן 5 לא”")
        == "“\u2068לא\u2069” (1 statement) and “\u2068כן 5 לא\u2069”"
    )


def test_a_name_that_runs_from_the_right_does_not_move_the_numbers_beside_it() -> None:
    told = say("one_answer", number="3 statements", voice=HEBREW, reported="", answer="No")
    assert f"{FIRST_STRONG_ISOLATE}{HEBREW}{POP_ISOLATE} gave one answer" in told
