"""Find the name that was probably meant by a name with one or two wrong letters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from claims.domain.text.transliteration import transliterate

SHORTEST: Final = 4
"""The least length of a word. Shorter words are near too many others."""
LONG: Final = 7
"""The length from which two letters may be wrong."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest known word, or None. Of several, one in the same script is preferred.

    Words are search tokens. They are compared as they are and in Latin letters, because names are often typed
    by sound. A missing, additional or wrong letter is one mistake, and so are two swapped letters (the
    optimal string alignment).

    >>> nearest("zaharova", ["zakharova", "лавров"]), nearest("lavorv", ["лавров"]), nearest("oil", ["nil"])
    ('zakharova', 'лавров', None)
    """
    if len(word) < SHORTEST or any(char.isdigit() for char in word):
        return None
    found: list[tuple[int, bool, str]] = []
    latin, is_latin, most = _latin(word), word.isascii(), _most(word)
    for other in known:
        mistakes = most + 1
        if abs(len(other) - len(word)) <= most and _may_be_near(word, other):
            mistakes = OSA.distance(word, other)
        if not (is_latin and other.isascii()) and _may_be_near(latin, _latin(other)):
            mistakes = min(mistakes, OSA.distance(latin, _latin(other)))
        if mistakes <= most and len(other) >= SHORTEST and other != word:
            found.append((mistakes, other.isascii() != is_latin, other))
    return min(found)[2] if found else None


def _most(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _may_be_near(one: str, other: str) -> bool:
    """Whether two words may be near, by their length and letters: a quick test before counting mistakes."""
    most = _most(one)
    return abs(len(one) - len(other)) <= most and len(_letters(one) ^ _letters(other)) <= 2 * most


@lru_cache(maxsize=65_536)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)


@lru_cache(maxsize=65_536)
def _latin(word: str) -> str:
    return transliterate(word)
