"""Finds the words of a search in a text, so that a page can mark them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from claims.domain.search.tokens import joined
from claims.search.base import Match
from claims.search.stems import PREFIX, Stems, stems

_PIECE: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\w(?:\S*\w)?")
_WORD: Final = re.compile(r"[^\W_]+(?:['‘’ʼ`´][^\W_]+)*")
Span = tuple[int, int]
StemSpan = tuple[int, int, str]
"""Start and end of a stem in the text, and the stem."""


def spans(text: str, language: str, match: Match) -> tuple[Span, ...]:
    """Start and end of every wanted word and phrase in the text; they do not overlap.

    >>> spans("He voted twice", "en", Match(wanted=((("vote",),),)))
    ((3, 8),)
    """
    wanted = sorted({found for term in match.wanted for found in term}, key=len, reverse=True)
    first = {stems_[0] for stems_ in wanted}
    beginnings = tuple(stem.removesuffix(PREFIX) for stem in first if stem.endswith(PREFIX))
    places = list(_places(text, language, wanted))
    held = [stem for _, _, stem in places]
    found: list[Span] = []
    at = 0
    while at < len(places):
        length = 0
        if held[at] in first or held[at].startswith(beginnings):
            length = next((len(w) for w in wanted if _is(w, tuple(held[at : at + len(w)]))), 0)
        if length:
            start, end = places[at][0], places[at + length - 1][1]
            if found and start < found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
        at += length or 1
    return tuple(found)


def _places(text: str, language: str, wanted: list[Stems]) -> Iterator[StemSpan]:
    for piece in _PIECE.finditer(text):
        begin = piece.start()
        words, compounds = _stemmed(piece.group(), language)
        if compounds and (compound := next((c for c in compounds for w in wanted if _is(w, (c,))), None)):
            yield begin, piece.end(), compound
        else:
            for start, end, stem in words:
                yield begin + start, begin + end, stem


@lru_cache(maxsize=16_384)
def _stemmed(piece: str, language: str) -> tuple[tuple[StemSpan, ...], Stems]:
    """The stems of a piece of a text with their places in it, and those of the compounds in it.

    It is remembered, because the words of a page are mostly the same as those of other pages.
    """
    whole = stems(piece, language)
    words = tuple(
        (word.start(), word.end(), stem)
        for word in _WORD.finditer(piece)
        for stem in stems(word.group(), language)
    )
    if tuple(stem for _, _, stem in words) != whole:
        # An abbreviation or a number, whose parts are no words.
        words = tuple((0, len(piece), stem) for stem in whole)
    return words, tuple(stem for word in joined(piece) for stem in stems(word, language))


def _is(wanted: Stems, found: Stems) -> bool:
    if wanted[-1].endswith(PREFIX):
        return len(wanted) == len(found) == 1 and found[0].startswith(wanted[0].removesuffix(PREFIX))
    return wanted == found
