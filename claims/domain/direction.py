"""Direction of writing: names from the right to the left inside sentences from the left to the right."""

from __future__ import annotations

import re
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
"""Hebrew, Arabic, Syriac, Thaana, N’Ko and their neighbours, as Unicode sets them aside."""


def isolated(text: str) -> str:
    """The text, closed off if any of it runs from the right, so that it moves nothing around it.

    Source: Unicode Standard Annex 9, isolates. Text that runs from the left is left as it is.

    >>> isolated("Council of Fenn")
    'Council of Fenn'
    """
    if _RIGHT_TO_LEFT.search(text) is None:
        return text
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
