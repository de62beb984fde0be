"""Isolate right-to-left names in left-to-right sentences."""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_LETTER: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
"""The Unicode ranges of Hebrew, Arabic, Syriac, Thaana, N’Ko and other right-to-left scripts."""

_BETWEEN: Final = "[^\\w“”()\u2068\u2069]"
_RUN: Final = re.compile(
    f"{FIRST_STRONG_ISOLATE}[^{POP_ISOLATE}]*{POP_ISOLATE}|{_LETTER}(?:(?:{_BETWEEN}|\\d)*{_LETTER})*"
)
"""A text that is isolated already, or right-to-left letters with the characters between them."""


def isolated(text: str) -> str:
    """The text with each right-to-left name isolated, so that it does not change the order around it.

    Text that is isolated already stays as it is. Source: Unicode Standard Annex 9, isolates.

    >>> isolated("Council of Fenn")
    'Council of Fenn'
    """
    return _RUN.sub(_closed, text)


def _closed(run: re.Match[str]) -> str:
    words = run[0]
    return words if words[0] == FIRST_STRONG_ISOLATE else f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"
