"""Hedges of the small lexicons, and which of them came or went."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.domain.text.hedges import (
    LEXICONS,
    HedgeChange,
    has_lexicon,
    hedge_change,
    hedges,
)
from claims.domain.text.own_words import quoted_parts
from tests.cases import each_case


@each_case(
    ("text", "language", "expected"),
    [
        ("As far as we know, it MIGHT hold.", "en-GB", ["As far as we know", "MIGHT"]),
        ("This can’t be ruled out, generally speaking", "en", ["can’t be ruled out", "generally speaking"]),
        ("On 7 May nothing changed", "en", []),
        ("It may be so", "en", ["may"]),
        ("As far, as we know", "en", []),
        ("Пока что, по\u2011видимому, в определённой степени", "ru",
         ["Пока что", "по\u2011видимому", "в определённой степени"]),
        ("Покажет время", "ru", []),
        ("Tal vez, por ahora, podría ser", "es", ["Tal vez", "por ahora", "podría"]),
        ("vielleicht", "de", []),
    ],
)  # fmt: skip
def test_hedges_are_found_as_printed(text: str, language: str, expected: list[str]) -> None:
    found = hedges(text, language)
    assert [hedge.text for hedge in found] == expected
    assert [text[hedge.start : hedge.end] for hedge in found] == expected


def test_hedges_gained_and_lost_are_told_apart() -> None:
    change = hedge_change("For now we stand by him.", "Perhaps we stand by him, perhaps not.", "en")
    assert [hedge.text for hedge in change.gained] == ["Perhaps", "perhaps"]
    assert [hedge.text for hedge in change.lost] == ["For now"]
    assert change.sentence == "hedges gained: “Perhaps”, “perhaps”; lost: “For now”"


def test_one_hedge_more_is_gained_once() -> None:
    change = hedge_change("Perhaps.", "perhaps, perhaps", "en")
    assert [hedge.start for hedge in change.gained] == [9]
    assert change.sentence == "hedge gained: “perhaps”"
    assert not change.lost


def test_a_hedge_that_stands_twice_is_told_once() -> None:
    assert hedge_change("So.", "perhaps, perhaps", "en").sentence == "hedge gained: “perhaps”"


def test_no_change_has_no_sentence() -> None:
    assert hedge_change("Perhaps so.", "So, perhaps.", "en") == HedgeChange()
    assert HedgeChange().sentence == ""


def test_it_is_known_which_languages_have_a_lexicon() -> None:
    assert has_lexicon("en-US")
    assert has_lexicon("ru")
    assert not has_lexicon("de")


@given(st.text(), st.sampled_from([*LEXICONS, "xx"]))
def test_hedges_never_overlap_and_are_pieces_of_the_text(text: str, language: str) -> None:
    found = hedges(text, language)
    assert all(text[hedge.start : hedge.end] == hedge.text for hedge in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@each_case("language", LEXICONS)
def test_every_phrase_of_a_lexicon_is_found(language: str) -> None:
    for phrases in LEXICONS[language].values():
        for phrase in phrases:
            assert [hedge.lexeme for hedge in hedges(" ".join(phrase), language)] == [" ".join(phrase)]


def test_of_words_quoted_in_part_only_those_in_marks_are_the_speakers() -> None:
    reported = "Perhaps to calm the towns, she said that the bridge “will be built”."
    quoted = "She said that it “may be built”, perhaps."
    change = hedge_change(reported, quoted, "en", before_in_part=True, after_in_part=True)
    assert [hedge.text for hedge in change.gained] == ["may"]
    assert not change.lost
    assert change.sentence == "hedge gained: “may” (in the words quoted)"


def test_a_hedge_outside_the_marks_is_enough_not_to_call_it_gained() -> None:
    change = hedge_change("It may be, she “said”.", "It may be.", "en", before_in_part=True)
    assert change == HedgeChange(partly=True)


@each_case(
    ("text", "parts"),
    [
        ('„so“ and «so» and "so" and “so”', ["so", "so", "so", "so"]),
        ("“open, and never closed", []),
        ("“it isn’t ‘so’”", ["it isn’t ‘so’"]),
        ("nothing", []),
        ("“a «b» c” d", ["a «b» c"]),
    ],
)
def test_quoted_parts_lie_between_marks(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_parts(text)] == parts


@given(st.text(st.sampled_from('ab “”„«»"')))
def test_quoted_parts_are_in_order_and_hold_no_closing_mark(text: str) -> None:
    parts = quoted_parts(text)
    assert all(0 < start <= end < len(text) for start, end in parts)
    assert all(one[1] < other[0] for one, other in pairwise(parts))
