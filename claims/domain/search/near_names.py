"""Find names that may be two spellings of the same name, in any two scripts.

Two names are near if they are the same except for one letter, the order of their words, an article, or a
first name that one has as an initial. Names are compared in Latin letters, without different spellings of the
same sound (kh and h, y and i, double letters). The letter that differs is never a digit or an initial.
"""

import re
from itertools import accumulate
from typing import Final

from claims.domain.text.folding import fold
from claims.domain.text.transliteration import transliterate

ARTICLES: Final = frozenset(["the", "la", "le", "les", "el", "los", "las", "der", "die", "das"])
SHORTEST: Final = 6
"""The least length of a name in which a letter may differ. Many short names differ by a letter."""
LONGEST: Final = 40
"""The greatest length of a name in which a letter may differ. Longer texts are rarely names."""

_SOUNDS: Final = (("kh", "h"), ("ks", "x"), ("ph", "f"), ("ck", "k"), ("w", "v"), ("y", "i"), ("j", "i"))
_ABBREVIATED, _FULL = "a ", "f "


def keys_of(name: str) -> frozenset[str]:
    """The keys under which a name is indexed. They match ``sought_keys`` of names near to it.

    >>> bool(keys_of("Дмитрий Песков") & sought_keys("Peskov, Dmitri"))
    True
    """
    words = _words(name)
    return _spellings(words) | _initials(words, _FULL, _ABBREVIATED)


def sought_keys(name: str) -> frozenset[str]:
    """The keys of the names that are near to this one."""
    words = _words(name)
    return _spellings(words) | _initials(words, _ABBREVIATED, _FULL)


def _words(name: str) -> list[str]:
    latin = fold(transliterate(name))
    words = [word for word in latin.split() if word not in ARTICLES] or latin.split()
    return [_sounding(word) for word in words]


def _sounding(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"([a-z])\1+", r"\1", word)


def _spellings(words: list[str]) -> frozenset[str]:
    """The words joined, in the given order and sorted, also without each single letter."""
    found = set()
    for ordered in (words, sorted(words)):
        whole = "".join(ordered)
        found.add(whole)
        if SHORTEST <= len(whole) <= LONGEST:
            ends = list(accumulate((len(word) for word in ordered), initial=0))
            for word, start in zip(ordered, ends, strict=False):
                if len(word) > 1:
                    found |= {
                        whole[: start + n] + whole[start + n + 1 :]
                        for n, letter in enumerate(word)
                        if n and letter.isalpha()
                    }
    return frozenset(found - {""})


def _initials(words: list[str], full: str, abbreviated: str) -> frozenset[str]:
    """A key of the first initial and the last word. It matches full names and names with initials."""
    long = [word for word in words if len(word) > 1]
    if len(words) < 2 or not long:
        return frozenset()
    short = [word for word in words if len(word) == 1 and word.isalpha()]
    if short:
        return frozenset({f"{abbreviated}{short[0]} {long[-1]}"})
    return frozenset({f"{full}{long[0][0]} {long[-1]}"})
