"""The words of a text as they are indexed and looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search_tokens import tokens

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize("typed", ["hasn't", "hasn’t", "hasnt", "HASN‘T", "hasn\u00ad't", "hasn`t"])
def test_an_apostrophe_stays_within_its_word_however_typed(typed: str) -> None:
    assert tokens(typed) == ("hasnt",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("?! …", ()),
        ("Nicolás Łukasz Søren", ("nicolas", "lukasz", "soren")),
        ("Пётр и мой й", ("петр", "и", "мой", "й")),
        ("no-one, no\u2011one", ("no", "one", "no", "one")),
        ("10:30 on 7 Feb.", ("10", "30", "on", "7", "feb")),
        ("snake_case", ("snake", "case")),
        ("‘word’ “word”", ("word", "word")),
        ("中国政府 said", ("中", "国", "政", "府", "said")),
        ("नमस्ते", ("नमस्ते",)),
        ("\ud800a\x00b", ("ab",)),
    ],
)
def test_text_is_cut_into_folded_words(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


@given(ANY_TEXT)
def test_tokens_are_made_of_letters_marks_and_digits_and_are_their_own_tokens(text: str) -> None:
    found = tokens(text)
    assert tokens(" ".join(found)) == found
    assert all(token and token.isprintable() and not token.isspace() for token in found)


@given(ANY_TEXT, ANY_TEXT)
def test_the_words_of_two_lines_are_those_of_each(one: str, other: str) -> None:
    assert tokens(f"{one}\n{other}") == tokens(one) + tokens(other)
