"""Hedges of the small lexicons, and which of them came or went."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.hedges import LEXICONS, HedgeChange, has_lexicon, hedge_change, hedges


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("language", LEXICONS)
def test_every_phrase_of_a_lexicon_is_found(language: str) -> None:
    for phrases in LEXICONS[language].values():
        for phrase in phrases:
            assert [hedge.lexeme for hedge in hedges(" ".join(phrase), language)] == [" ".join(phrase)]
