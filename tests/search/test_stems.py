"""Stems: one way for what is indexed and what is asked, in every language of the index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.tokens import tokens
from claims.search.stems import END_OF_WORDS, LONGEST_STEM, UNSTEMMED, alternatives, documents, stems


def test_a_text_is_stemmed_in_its_own_language() -> None:
    assert stems("supporting", "en") == stems("supported", "en")
    assert stems("canción", "es") == stems("CANCIONES", "es")
    assert stems("строительство моста", "ru") == stems("строительства мосту", "ru")


def test_a_regional_language_is_stemmed_as_the_language() -> None:
    assert stems("supporting", "en-GB") == stems("supporting", "en")


def test_a_language_without_stems_keeps_its_words() -> None:
    assert stems("Підтримували Brücken", "uk") == ("підтримували", "brucken")
    assert stems("Brücken", "de") == ("brucken",)
    assert stems("supporting", UNSTEMMED) == ("supporting",)


def test_without_a_language_the_script_decides() -> None:
    assert stems("bridges мосты") == (*stems("bridges", "en"), *stems("мосты", "ru"))


def test_a_word_of_a_query_stands_for_itself_and_its_stems() -> None:
    assert set(alternatives(["elections"])) >= {("elections",), ("elect",)}
    assert alternatives(["мосты"]) == (("мосты",), stems("мосты", "ru"))


def test_the_same_stems_of_two_fields_are_kept_once() -> None:
    words = [("The bridge", "en"), ("the bridges", "en"), ("…", "en")]
    assert list(documents(words, [("a re-election", "en"), ("The bridge", "en")])) == [
        ("the", "bridg"),
        (END_OF_WORDS,),
        ("a", "re", "elect"),
        ("reelect",),
    ]


@given(st.text(max_size=60), st.sampled_from(["", "en", "es", "ru", "fr"]))
def test_every_word_of_a_text_is_found_by_itself(text: str, language: str) -> None:
    for token, stem in zip(tokens(text), stems(text, language), strict=True):
        assert (stem,) in alternatives([token])
        assert len(stem) <= LONGEST_STEM
