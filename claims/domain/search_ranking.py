"""How well a claim fits what was searched for: one rule, whatever database found it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

Term = Sequence[tuple[str, ...]]
"""What a term of a query may stand for: one sequence of words is enough."""

UNRANKED: Final = 1_000
"""A list of more claims than this is not ranked: it is newest first."""


class Fit(NamedTuple):
    """The greater fits better; what fits alike stands newest first.

    ``in_order``: all terms stand one after the other as they were typed, in the words of the claim.
    ``in_words``: how many of them stand in the words, in whatever language, and not only in names or notes.
    ``nearness``: less than nought, by as many words as the closest place of all of them in the words spans.
    """

    in_order: bool
    in_words: int
    nearness: int


def fit(terms: Sequence[Term], places: Mapping[str, Sequence[int]], end_of_words: int) -> Fit:
    """How well a claim fits, from the places of each word; those before ``end_of_words`` are its own words.

    >>> fit([[("old",)], [("bridge",)]], {"old": [3], "bridge": [4, 9]}, 20)
    Fit(in_order=True, in_words=2, nearness=-2)
    """
    spans = [_spans(term, places, end_of_words) for term in terms]
    found = [starts for starts in spans if starts]
    if len(found) < len(terms) or not terms:
        return Fit(False, len(found), -end_of_words)
    ends = set(spans[0].values())
    for starts in spans[1:]:
        ends = {end for start, end in starts.items() if start in ends}
    return Fit(bool(ends), len(found), -_closest(spans))


def _spans(term: Term, places: Mapping[str, Sequence[int]], end_of_words: int) -> dict[int, int]:
    """Where the term stands in the words: each first place, with the place after its last one."""
    found: dict[int, int] = {}
    for words in term:
        rest = [frozenset(places.get(word, ())) for word in words[1:]]
        for start in places.get(words[0], ()):
            end = start + len(words)
            if end <= end_of_words and all(start + n in there for n, there in enumerate(rest, 1)):
                found[start] = max(end, found.get(start, end))
    return found


def _closest(spans: Sequence[Mapping[int, int]]) -> int:
    """How many words the shortest stretch has in which each term begins and the last of them ends."""
    marks = sorted((start, end, term) for term, starts in enumerate(spans) for start, end in starts.items())
    latest: dict[int, tuple[int, int]] = {}
    shortest = 0
    for start, end, term in marks:
        latest[term] = (start, end)
        if len(latest) == len(spans):
            length = max(e for _, e in latest.values()) - min(s for s, _ in latest.values())
            shortest = min(shortest or length, length)
    return shortest
