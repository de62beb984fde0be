"""Where the words of a search stand in a text, so that a page can mark them."""

from __future__ import annotations

import re
from typing import Final

from claims.search.base import Match
from claims.search.stems import Stems, stems

_WORD: Final = re.compile(r"[^\W_]+(?:['‘’ʼ`´][^\W_]+)*")
Span = tuple[int, int]


def spans(text: str, language: str, match: Match) -> tuple[Span, ...]:
    """Start and end of every word, and of every phrase as a whole, that the match wants; none overlap.

    >>> spans("He voted twice", "en", Match(wanted=((("vote",),),)))
    ((3, 8),)
    """
    wanted = sorted({found for term in match.wanted for found in term}, key=len, reverse=True)
    places: list[tuple[int, int, str]] = [
        (word.start(), word.end(), stem)
        for word in _WORD.finditer(text)
        for stem in stems(word.group(), language)
    ]
    found: list[Span] = []
    at = 0
    while at < len(places):
        length = next((len(w) for w in wanted if _stands(w, places, at)), 0)
        if length:
            start, end = places[at][0], places[at + length - 1][1]
            if found and start < found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
        at += length or 1
    return tuple(found)


def _stands(wanted: Stems, places: list[tuple[int, int, str]], at: int) -> bool:
    here = places[at : at + len(wanted)]
    return len(here) == len(wanted) and all(
        stem == place[2] for stem, place in zip(wanted, here, strict=True)
    )
