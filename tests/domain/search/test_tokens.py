"""The words of a text as they are indexed and looked for."""

from __future__ import annotations

import unicodedata
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.search.tokens import joined, of_text, tokens
from tests.cases import each_case

ANY_TEXT = st.text(st.characters())


@each_case("typed", ["hasn't", "hasn’t", "hasnt", "HASN‘T", "hasn\u00ad't", "hasn`t"])
def test_an_apostrophe_stays_within_its_word_however_typed(typed: str) -> None:
    assert tokens(typed) == ("hasnt",)


@each_case(
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
    assert all(tokens(token) == (token,) for token in found)
    assert all(token and token.isprintable() and not token.isspace() for token in found)


@given(ANY_TEXT, ANY_TEXT)
def test_the_words_of_two_lines_are_those_of_each(one: str, other: str) -> None:
    assert tokens(f"{one}\n{other}") == tokens(one) + tokens(other)


@given(st.text(st.sampled_from("aDlSéйё1٢.,’'-—  \u00a0\u0301´\n"), max_size=30))
def test_the_words_of_a_text_read_one_by_one_are_those_of_the_whole(text: str) -> None:
    assert (tokens(text), joined(text)) == (of_text(text)[0], tuple(dict.fromkeys(of_text(text)[1])))


@each_case(
    "spellings",
    [
        ("US efforts", "U.S. efforts", "U. S. efforts", "u.s. EFFORTS"),
        ("США и ЕС", "С.Ш.А. и Е.С.", "С. Ш. А. и Е. С."),
        ("JF Kennedy", "J.F. Kennedy", "J. F. Kennedy"),
        ("600000 men", "600,000 men", "600 000 men", "600.000 men", "6,00,000 men"),
        ("600000", "600\u202f000", "600\u00a0000", "600’000"),
        ("٦٠٠٬٠٠٠", "٦٠٠٠٠٠", "६०००००", "600,000"),
        ("S300", "S-300", "S 300", "s\u2011300"),
        ("С-300В4", "С 300 В4", "с300в4"),
        ("G20 COVID19", "G-20 COVID-19", "g 20 covid 19"),
        ("opposition", "l'opposition", "L’OPPOSITION", "dell’opposition"),
        ("elle etait la", "qu’elle était là", "lorsqu'elle était là"),
        ("معارضة", "مُعَارَضَة", "معـــارضة", "معارضه"),
        ("إلى أين", "الى اين", "إِلَى أَيْنَ"),
        ("שלום", "שָׁלוֹם", "שׁלום"),
        ("ארהב", "ארה״ב", 'ארה"ב'),
        ("Αθηνα", "Αθήνα", "ΑΘΉΝΑ"),
    ],
)  # fmt: skip
def test_what_people_write_in_several_ways_is_one(spellings: tuple[str, ...]) -> None:
    assert {tokens(spelling) for spelling in spellings} == {tokens(spellings[0])}


@each_case(
    ("text", "expected"),
    [
        ("The end. A man. B", ("the", "end", "a", "man", "b")),
        ("in 2019, 600 men", ("in", "2019", "600", "men")),
        ("1.5 or 12,34", ("1", "5", "or", "12", "34")),
        ("rock'n'roll, O'Brien", ("rocknroll", "obrien")),
        ("the U.S.'s", ("the", "uss")),
    ],
)
def test_what_only_looks_alike_stays_apart(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


@each_case(
    ("text", "expected"),
    [
        ("(re-election).", ("reelection",)),
        ("по-прежнему", ("попрежнему",)),
        ("D’Amato, l'opposition", ("damato", "lopposition")),
        ("בית־ספר", ("ביתספר",)),
        ("2019-2021 S-300 10:30 - word", ()),
        ("anti-war/pro-war", ("antiwar", "prowar")),
    ],
)
def test_compound_words_are_also_known_as_one(text: str, expected: tuple[str, ...]) -> None:
    assert joined(text) == expected


@given(st.text(st.characters(exclude_characters="´΄")), st.sampled_from(["NFC", "NFD"]))
def test_the_unicode_form_in_which_something_is_typed_does_not_count(
    text: str, form: Literal["NFC", "NFD"]
) -> None:
    assert tokens(unicodedata.normalize(form, text)) == tokens(text)
    assert joined(unicodedata.normalize(form, text)) == joined(text)


@given(st.lists(st.sampled_from(["U.S.", "600,000", "re-election", "l’Élysée", "Ёлка", "إلى", "שָׁ", "S-300"])))
def test_case_and_every_unicode_form_give_the_same_words(words: list[str]) -> None:
    text = " and ".join(words)
    forms: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
    assert {tokens(unicodedata.normalize(form, text.upper())) for form in forms} == {tokens(text)}
