"""The ranking of search results, the same for all databases."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

Term = Sequence[tuple[str, ...]]
"""A term of a query, as alternative sequences of words."""

UNRANKED: Final = 1_000
"""A list of more claims than this is not ranked, but sorted newest first."""


class Fit(NamedTuple):
    """How well a claim matches a query; the greater the better. Equal ones are sorted newest first.

    ``in_order``: all terms follow each other in the words of the claim, as they were typed.
    ``in_words``: the number of terms that are in the words, in any language, and not only in names or notes.
    ``nearness``: the negative number of words in the shortest part of the words that has all terms.
    """

    in_order: bool
    in_words: int
    nearness: int


def fit(terms: Sequence[Term], places: Mapping[str, Sequence[int]], end_of_words: int) -> Fit:
    """Rank a claim by the places of each word. Places before ``end_of_words`` are in the claim's own words.

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
    """The places of a term in the words: each start, with the place after the end."""
    found: dict[int, int] = {}
    for words in term:
        rest = [frozenset(places.get(word, ())) for word in words[1:]]
        for start in places.get(words[0], ()):
            end = start + len(words)
            if end <= end_of_words and all(start + n in there for n, there in enumerate(rest, 1)):
                found[start] = max(end, found.get(start, end))
    return found


def _closest(spans: Sequence[Mapping[int, int]]) -> int:
    """The length in words of the shortest part that has all terms."""
    marks = sorted((start, end, term) for term, starts in enumerate(spans) for start, end in starts.items())
    latest: dict[int, tuple[int, int]] = {}
    shortest = 0
    for start, end, term in marks:
        latest[term] = (start, end)
        if len(latest) == len(spans):
            length = max(e for _, e in latest.values()) - min(s for s, _ in latest.values())
            shortest = min(shortest or length, length)
    return shortest
