"""Small words of a query, which need not be found, and parts of a query that belong together."""

import re
from collections.abc import Sequence
from typing import Final

from claims.domain.search.tokens import WITHIN_HEBREW, tokens

_TYPED: Final = (
    "a an the of in on at by for from to into onto with and or but as "
    "и а но или в во на по с со к ко о об от до из у за для при же "
    "і й та або з із зі від "
    "el la los las lo un una unos unas de del al en y e o con por para que "
    "le les une du des au aux et ou par dans pour avec il gli di da della dello dei delle nel nella per che "
    "der das den dem ein eine einen einem und oder im mit von zu zum zur für auf "
    "os as um uma do dos das em no na nos nas com "
    "في من على إلى عن و أو "
    "של את עם על או אל ו"
)
SMALL: Final = frozenset(tokens(_TYPED)) - {"no", "nos"}
"""Articles, prepositions and conjunctions; not "us", "it" and "who", which are also abbreviations."""
PREFIXES: Final = tokens("re anti co ex pre анти экс")
"""Prefixes that may be joined to a word, or written with a hyphen or a space."""

_SPACE: Final = "[ \u00a0\u2009\u202f]"
_SPACED_NUMBER: Final = re.compile(rf"(?<![\w.,:/-])[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?!\d)")
_SPACED_LETTERS: Final = re.compile(rf"(?<![\w-])[^\W\d_]\.(?:{_SPACE}[^\W\d_]\.)+")


def required_words(words: Sequence[str], *, alone: bool) -> tuple[str, ...]:
    """The words that a claim must have: all but small ones. ``alone``: a query of small words needs them all.

    >>> required_words(["kremlin", "on", "evacuation"], alone=True), required_words(["to", "the"], alone=True)
    (('kremlin', 'evacuation'), ('to', 'the'))
    """
    telling = tuple(word for word in words if word not in SMALL)
    return telling if telling or not alone else tuple(words)


def join_spaced_terms(text: str) -> str:
    """The query with numbers and initials written with spaces joined into one term each.

    >>> join_spaced_terms("600 000 of the U. S. army")
    '600000 of the U.S. army'
    """
    text = WITHIN_HEBREW.sub("", text)
    for spaced in (_SPACED_NUMBER, _SPACED_LETTERS):
        text = spaced.sub(lambda found: re.sub(_SPACE, "", found.group()), text)
    return text
