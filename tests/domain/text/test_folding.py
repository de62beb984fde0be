"""What is refused in a text, and what does not count when two are compared."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.positions.sentences import say
from claims.domain.text.folding import (
    FIRST_STRONG_ISOLATE,
    MOST_KEPT,
    POP_ISOLATE,
    WordTable,
    fold,
    isolated,
    refused_character,
)
from tests.cases import each_case

ANY_TEXT = st.text(st.characters())
TYPED_TEXT = st.text(st.sampled_from("aéÉйёЁЙ'’‘«»“”\u00ad\u200b\u2011—- \n.,1%ßİ\u0301\u0306"))


@each_case(
    ("text", "code_point"),
    [
        ("a\x00b", "U+0000"),
        ("a\rb", "U+000D"),
        ("\x1b[31m", "U+001B"),
        ("a\x7f", "U+007F"),
        ("a\x85", "U+0085"),
        ("a\u202eb\u202c", "U+202E"),
        ("\u2066a\u2069", "U+2066"),
        ("\ud800", "U+D800"),
    ],
)
def test_a_refused_character_is_named_by_its_code_point(text: str, code_point: str) -> None:
    assert refused_character(text) == code_point


@each_case("text", ["", "a\tb\nc", "Пётр “said” so\u00a0…", "שלום", "\u200e", "👩\u200d🚀"])
def test_ordinary_text_of_any_script_is_taken(text: str) -> None:
    assert refused_character(text) is None


@given(ANY_TEXT)
def test_text_that_is_taken_holds_no_control_and_no_surrogate(text: str) -> None:
    bad = any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\n" for c in text)
    if bad:
        assert refused_character(text) is not None


@given(ANY_TEXT | TYPED_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | TYPED_TEXT)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@each_case(
    ("one", "other"),
    [
        ("It hasn’t CHANGED", "it hasn't changed"),
        ("“So it is”, he said", "so it is he said"),
        ("«Так и есть»", "так и есть"),
        ("Пётр", "Петр"),
        ("за\u0301мок", "замок"),
        ("café", "cafe"),
        ("no\u2011one", "no-one"),
        ("then \u2014 now", "then - now"),
        ("co\u00adoper\u200bate", "cooperate"),
        ("a\u00a0b \n c", "a b c"),
        ("ﬁve", "five"),
        ("ＦＵＬＬ", "full"),
        ("Straße", "STRASSE"),
        ("don´t", "don't"),
    ],
)
def test_what_differs_between_keyboards_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@each_case(
    ("one", "other"),
    [("мой", "мои"), ("5%", "5"), ("1.5", "15"), ("їжак", "іжак"), ("$5", "€5"), ("no one", "noone")],
)
def test_what_differs_between_words_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_punctuation_alone_folds_to_nothing() -> None:
    assert fold(" …?! — “” ") == ""


HEBREW = "דובר העירייה"


@each_case("text", ["", "Council of Fenn", "Совет", "12 Mar 2017", "“Yes”"])
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
    told = say("no_change", extent="3 quoted answers", voice=HEBREW, side="")
    assert f"{FIRST_STRONG_ISOLATE}{HEBREW}{POP_ISOLATE}, in 3 quoted answers" in str(told)


def test_a_table_of_words_never_grows_beyond_its_size() -> None:
    table = WordTable(str.upper)
    assert all(table[f"w{n}"] == f"W{n}" for n in range(MOST_KEPT + 10))
    assert 0 < len(table) <= MOST_KEPT
