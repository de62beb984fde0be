"""Words by which claims are found that may be on the same position."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.similar_words import shared_words
from claims.domain.search.tokens import tokens


def test_the_words_of_most_texts_come_first() -> None:
    texts = ["The bridge needs a toll", "No toll on the bridge", "The bridge is old"]
    assert shared_words(texts)[:2] == ("bridge", "toll")


def test_common_and_short_words_tell_nothing() -> None:
    assert shared_words(["We would have them with the same", "они были очень", "para nosotros"]) == ()


def test_numbers_tell_something_from_three_digits_on() -> None:
    assert shared_words(["12 or 4000 tons"]) == ("4000", "tons")


@given(st.lists(st.text(max_size=40), max_size=6), st.integers(0, 5))
def test_every_telling_word_stands_in_a_text_and_there_are_no_more_than_asked(
    texts: list[str], most: int
) -> None:
    found = shared_words(texts, most)
    assert len(found) == len(set(found)) <= most
    assert set(found) <= {token for text in texts for token in tokens(text)}
