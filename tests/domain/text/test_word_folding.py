"""What counts in the words of a claim: in doubt two spellings are two claims."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.text.word_folding import fold_words, tokens, units
from tests.cases import each_case

TYPED = st.text(
    st.sampled_from(
        "aéÉйёЁ'’‘«»“”\u00ad\u200b\u200e\u2011—–−- \n.,1٥²%‰$€ßİ\u0301\u0308\u0345"
        '?!…¿¡ｶﾞか\u3099ا\ufefb״"אŉ()+°′Ǆ'
    )
)
ANY = st.text(st.characters()) | TYPED


@given(ANY)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold_words(fold_words(text)) == fold_words(text)


@given(ANY)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    forms = {fold_words(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(ANY)
def test_nothing_of_the_text_is_lost(text: str) -> None:
    assert "".join(tokens(text)) == text
    found = units(text)
    assert not found or "".join(unit.text for unit in found) == text


@given(ANY)
def test_a_text_folds_to_the_folds_of_its_units(text: str) -> None:
    folds = [unit.fold for unit in units(text)]
    assert fold_words(text) == " ".join(folds[:-1] if folds[-1:] == ["."] else folds)


@each_case(
    ("one", "other"),
    [
        # A sign before a number.
        ("Growth will be 5%", "Growth will be -5%"),
        ("Рост составит 5 %", "Рост составит −5 %"),
        ("El crecimiento será 5 %", "El crecimiento será –5 %"),
        ("سيكون النمو ٥٪", "سيكون النمو \u200f-٥٪"),
        ("הצמיחה תהיה 5%", "הצמיחה תהיה \u200e−5%"),
        ("वृद्धि ५% होगी", "वृद्धि -५% होगी"),
        ("增长５％", "增长－５％"),
        ("It lost $5", "It lost -$5"),
        ("It is 5", "It is ±5"),
        ("Between – 5", "Between -5"),
        # Separators, raised digits, units and currencies.
        ("1,5", "1.5"),
        ("1.5", "15"),
        ("1,500", "1.500"),
        ("1 500", "15 00"),
        ("1 500", "1500"),
        ("1'500", "1500"),
        ("١٫٥", "١٬٥"),
        ("It was .5 %", "It was. 5 %"),
        ("10²", "102"),
        ("CO₂", "CO2"),
        ("5 km", "5 km²"),
        ("½", "1/2"),
        ("5%", "5‰"),
        ("5%", "5"),
        ("$5", "€5"),
        ("5 ₽", "5 ₴"),
        ("5′", "5″"),
        ("5' wide", '5" wide'),
        # Ends and borders of sentences.
        ("He will go?", "He will go."),
        ("He will go?", "He will go"),
        ("Он уйдёт?", "Он уйдёт."),
        ("¿Vienes mañana?", "Vienes mañana."),
        ("هل يذهب؟", "هل يذهب."),
        ("הוא ילך?", "הוא ילך."),
        ("他会去？", "他会去。"),
        ("Θα έρθει;", "Θα έρθει."),
        ("No. More", "No more"),
        ("Нет. Больше", "Нет больше"),
        ("No, more", "No more"),
        ("Казнить, нельзя помиловать", "Казнить нельзя, помиловать"),
        ("We will see…", "We will see."),
        # Letters, accents and what joins them.
        ("sí", "si"),
        ("año", "ano"),
        ("мой", "мои"),
        ("За́мок", "Замо́к"),
        ("we're", "were"),
        ("qu’elle", "quelle"),
        ("peut-être", "peut être"),
        ("no one", "noone"),
        ("חו״ל", "חול"),
        ("now", "not"),
    ],
)
def test_what_may_mean_something_else_counts(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


@each_case("sign", ["-", "\u2010", "\u2011", "\u2012", "–", "−", "－", "\u200e-", "-\u2060"])
def test_a_sign_is_one_however_it_is_typed(sign: str) -> None:
    assert fold_words(f"Growth will be {sign}5%") == "growth will be −5 %"


@each_case(
    ("one", "other"),
    [
        ("It hasn’t CHANGED", "it hasn't changed"),
        ("“So it is”, he said", "so it is, he said."),
        ("«Так и есть»", "„так и есть“!"),
        ("Пётр", "Петр"),
        ("no\u2011one", "no-one"),
        ("then \u2014 now", "then - now"),
        ("then—now", "then — now"),
        ("co\u00adoper\u200bate", "cooperate"),
        ("a\u00a0b \n c", "a b c"),
        ("1\u202f500", "1 500"),
        ("5 %", "5%"),
        ("$ 5", "$5"),
        ("2–3%", "2-3%"),
        ("Yes!", "Yes."),
        ("Yes", "Yes."),
        ("Really?!", "Really?"),
        ("So...", "So…"),
        ("¡Viva!", "Viva"),
        ("ﬁve", "five"),
        ("ＦＵＬＬ ５", "full 5"),
        ("٥٪", "5%"),
        ("۵", "५"),
        ("ﻻ", "لا"),
        ("سـلام", "سلام"),
        ("צה״ל", 'צה"ל'),
        ("כל־כך", "כל-כך"),
        ("他说「5」。", "他说“5”"),
        ("Straße", "STRASSE"),
        ("don´t", "don't"),
    ],
)
def test_what_differs_between_keyboards_and_typesetters_does_not_count(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


def test_quotation_marks_alone_fold_to_nothing() -> None:
    assert fold_words(" “” ") == ""
