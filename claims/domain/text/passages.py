"""Check whether words are in a passage of a source: the same words, signs and sentence ends, in one run.

Commas, dashes and brackets may differ, because they are set by whoever quotes. Everything else must be the
same by folding 2. A number must not be cut off from its sign or unit: “5” is not in “−5” and not in “5%”.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from claims.domain.text.word_folding import QUESTION, SENTENCE_ENDS, STOP, is_word, units, words_and_ends

_PIECES: Final = re.compile(r"\[[^\]]*\]|…|\.\.\.")
"""What an editor puts between the words of a source: omissions and brackets."""


def are_in_passages(words: str, passages: Iterable[str]) -> bool:
    """Whether one of the passages has all pieces of the words between omissions.

    >>> are_in_passages("Growth will be 5%", ["“Growth will be –5 %,” she said."])
    False
    """
    pieces = [piece for text in _PIECES.split(words) if (piece := words_and_ends(units(text)))]
    return any(all(_holds(words_and_ends(units(text)), piece) for piece in pieces) for text in passages)


def _holds(passage: Sequence[str], piece: Sequence[str]) -> bool:
    is_stated = piece[-1] == STOP
    wanted = list(piece[:-1] if is_stated else piece)
    if not wanted:
        return True
    size = len(wanted)
    for start in range(len(passage) - size + 1):
        if passage[start : start + size] == wanted:
            before, after = passage[:start][-1:], passage[start + size :][:1]
            if is_stated and after == [QUESTION]:
                continue
            if not _cuts(before, wanted[0]) and not _cuts(after, wanted[-1]):
                return True
    return False


def _cuts(outside: Sequence[str], number: str) -> bool:
    """Whether a number at the edge is cut off from a sign such as % or $."""
    is_sign = bool(outside) and outside[0] not in SENTENCE_ENDS and not is_word(outside[0])
    return is_sign and (number[:1].isdigit() or number[-1:].isdigit())
