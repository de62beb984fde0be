"""Find the name that was probably meant by a name with one or two wrong letters."""

from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from claims.domain.text.transliteration import transliterate

SHORTEST: Final = 4
"""The least length of a word. Shorter words are near too many others."""
LONG: Final = 7
"""The length from which two letters may be wrong."""


def nearest(word: str, known: Sequence[str]) -> Sequence[str]:
    """The known words that are near to a word, the nearest first; among equals, those in the same script.

    Words are search tokens. A word is compared as it is and in Latin letters, because names are often typed
    by sound; names in other letters should be known in both. A missing, additional or wrong letter is one
    mistake, and so are two swapped letters (the optimal string alignment).

    >>> nearest("zaharova", ["zakharova", "лавров"]), nearest("лаворв", ["lavrov"]), nearest("oil", ["nil"])
    (['zakharova'], ['lavrov'], [])
    """
    mistakes: dict[str, int] = {}
    for spelling, most in _spellings(word):
        for other, number, _ in extract(spelling, known, scorer=OSA.distance, score_cutoff=most, limit=None):
            if len(other) >= SHORTEST and other != word:
                mistakes[other] = min(number, mistakes.get(other, number))
    return sorted(mistakes, key=lambda other: (mistakes[other], other.isascii() != word.isascii(), other))


def lengths_near(word: str) -> range:
    """The lengths of the words that can be near to a word."""
    ranges = [(len(spelling) - most, len(spelling) + most) for spelling, most in _spellings(word)]
    if not ranges:
        return range(0)
    return range(max(min(least for least, _ in ranges), SHORTEST), max(most for _, most in ranges) + 1)


def _spellings(word: str) -> Iterator[tuple[str, int]]:
    """The word and its form in Latin letters, each with the number of mistakes that it may have."""
    if len(word) >= SHORTEST and not any(char.isdigit() for char in word):
        for spelling in {word, transliterate(word)}:
            yield spelling, 2 if len(spelling) >= LONG else 1
