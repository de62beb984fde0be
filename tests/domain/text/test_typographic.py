"""What may be called a typographic change of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.text.typographic import RULE, text_problem
from claims.domain.text.word_folding import fold_words
from tests.cases import each_case


@each_case(
    ("before", "after"),
    [
        ("The line hasn't  changed", "The line hasn’t changed."),
        ('He said "no"', "He said “no”"),
        ("«Мост» -- стоит", "„Мост“ -- стоит"),
        ("then - now", "then — now"),
        ("Growth of -5%", "Growth of −5 %"),
        ("no-one", "no\u2011one"),
        ("co\u00adoperate", "cooperate"),
        ("cafe\u0301", "café"),
        ("العام ٥", "العام\u00a0٥"),
        ('צה"ל', "צה״ל"),
    ],
)
def test_spaces_and_the_style_of_marks_are_typographic(before: str, after: str) -> None:
    assert text_problem(before, after) == ""
    assert text_problem(after, before) == ""


@each_case(
    ("before", "after"),
    [
        ("The strike is legal today", "The strike is illegal today"),
        ("It is now clear", "It is not clear"),
        ("It costs 100 crowns", "It costs 1000 crowns"),
        ("It costs two crowns", "It costs ten crowns"),
        ("The flood was not our fault", "The flood was our fault"),
        ("It has changed", "It hasn’t changed"),
        ("We're at war", "Were at war"),
        ("I met Roe there", "I met Row there"),
        ("It was in may", "It was in june"),
        ("polish people", "Polish people"),
        ("The brigde", "The bridge"),
        ("Growth of 5%", "Growth of -5%"),
        ("Growth of 5%", "Growth of 5‰"),
        ("It costs $5", "It costs €5"),
        ("5 km", "5 km²"),
        ("It is 5' wide", 'It is 5" wide'),
        ("1,5", "1.5"),
        ("He will go.", "He will go?"),
        ("He will go!", "He will go."),
        ("No. More", "No more"),
        ("No, more", "No more"),
        ("the elections", "the “elections”"),
        ("Мы согласны", "Мы не согласны"),
        ("Это законно", "Это незаконно"),
        ("все", "всё"),
        ("El papa vino", "El papá vino"),
        ("¿Vienes?", "Vienes."),
        ("هذا قانوني", "هذا غير قانوني"),
        ("هل يذهب؟", "هل يذهب."),
        ("זה חוקי", "זה לא חוקי"),
        ("他会去。", "他会去？"),
    ],
)
def test_no_letter_digit_or_sign_may_change(before: str, after: str) -> None:
    assert RULE in text_problem(before, after)
    assert RULE in text_problem(after, before)


def test_the_first_difference_is_named() -> None:
    assert text_problem("It is legal", "It is illegal").startswith("“legal” becomes “illegal”. ")
    assert text_problem("It is so", "It is so now").startswith("nothing becomes “now”. ")


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_rule_reads_every_text_and_is_the_same_both_ways(before: str, after: str) -> None:
    assert bool(text_problem(before, after)) == bool(text_problem(after, before))
    assert text_problem(before, before) == ""
    assert text_problem(before, after) or fold_words(before) == fold_words(after)
