"""Decide whether the change of a text is typographic, that is, cannot change what somebody said.

A change is typographic if no letter, digit or sign differs. The style of quotation marks, apostrophes,
hyphens and dashes, white space, invisible marks, the Unicode form and a full stop at the very end may differ.
A program cannot distinguish a misspelt letter from another word ("now", "not"; "legal", "illegal"; все, всё),
so all other changes need another class.
"""

from itertools import zip_longest
from typing import Final

from claims.domain.text.word_folding import STOP, fold_words, spelled, tokens

RULE: Final = (
    "A typographic change alters no letter, digit or sign: only spaces, invisible marks, a full stop at the "
    "very end, and the style of quotation marks, apostrophes, hyphens and dashes."
)


def text_problem(before: str, after: str) -> str:
    """Why the change of one text is not typographic, as a sentence; empty if it is."""
    if fold_words(before) == fold_words(after) and _settings(before) == _settings(after):
        return ""
    old, new = _first_difference(before, after)
    return f"{old} becomes {new}. {RULE} Choose another class."


def _settings(text: str) -> list[str]:
    """The tokens with unified characters, without a last full stop. Case and ё are kept."""
    found = [spelling for token in tokens(text) if (spelling := spelled(token))]
    return found[:-1] if found and found[-1] == STOP else found


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """The first words or marks that differ, in words."""
    for old, new in zip_longest(_settings(before), _settings(after), fillvalue=""):
        if old != new:
            return _named(old), _named(new)
    return "A mark", "another"


def _named(token: str) -> str:
    return f"“{token}”" if token else "nothing"
