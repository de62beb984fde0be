"""How a text is cut into the words that are looked for: one way for what is indexed and what is asked."""

from __future__ import annotations

import unicodedata
from typing import Final

from claims.domain.text import APOSTROPHES, CharacterTable, folded, is_invisible, plain_letter

_PLAIN_SPELLINGS: Final = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
"""Latin letters that Unicode does not take apart, as people type them who have no such key."""

_STANDING_ALONE: Final = (
    ("\u3040", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003fffd"),
)
"""Kana and Han: written without spaces, so each character is a token and a word of them is a phrase."""


def tokens(text: str) -> tuple[str, ...]:
    """The search tokens of a text, in order, with repeats.

    Case, compatibility forms, accents of Latin letters, stress marks and ё against е do not count; an
    apostrophe is left out, so that hasn't, hasn’t and hasnt are one word; letters (й among them), marks and
    digits are kept, everything else separates. No text is refused: what cannot be looked for is left out.

    >>> tokens("The Kremlin’s “position” hasn't changed: 1,5 %")
    ('the', 'kremlins', 'position', 'hasnt', 'changed', '1', '5')
    """
    return tuple(folded(text, _TOKENS).split())


def _token_character(char: str) -> str:
    if char in APOSTROPHES or is_invisible(char):
        return ""
    if unicodedata.category(char)[0] not in "LNM":
        return " "
    if any(first <= char <= latest for first, latest in _STANDING_ALONE):
        return f" {char} "
    return _PLAIN_SPELLINGS.get(char) or plain_letter(char)


_TOKENS: Final = CharacterTable(_token_character)
