"""Direction of writing: names from the right to the left inside sentences from the left to the right."""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_LETTER: Final = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
"""Hebrew, Arabic, Syriac, Thaana, N’Ko and their neighbours, as Unicode sets them aside."""

_BETWEEN: Final = "[^\\w“”()\u2068\u2069]"
_RUN: Final = re.compile(
    f"{FIRST_STRONG_ISOLATE}[^{POP_ISOLATE}]*{POP_ISOLATE}|{_LETTER}(?:(?:{_BETWEEN}|\\d)*{_LETTER})*"
)
"""What is closed off already; or letters that run from the right, with what stands between them."""


def isolated(text: str) -> str:
    """The text, with each name in it that runs from the right closed off, so that it moves nothing around it.

    Source: Unicode Standard Annex 9, isolates. The same text twice is closed off once.

    >>> isolated("Council of Fenn")
    'Council of Fenn'
    """
    return _RUN.sub(_closed, text)


def _closed(run: re.Match[str]) -> str:
    words = run[0]
    return words if words[0] == FIRST_STRONG_ISOLATE else f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"
