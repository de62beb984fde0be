"""Find texts that say nearly the same: first by runs of words that both have, then by all of their words."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from rapidfuzz.distance import Indel

from claims.domain.dates.fuzzy import FuzzyDate

RUN: Final = 3
"""The words of a run. Runs of two find too many texts that have nothing else in common."""
MOST_RUNS: Final = 4
SAME_DAYS: Final = 0.6
"""The similarity from which words of one speaker within days of each other may be the same utterance."""
ANY_DAY: Final = 0.85
"""The similarity from which words of anybody on any day may be the same."""
NEAR_DAYS: Final = 2


def runs(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Runs of a text that do not overlap, those with the longest words first, which are the rarest.

    A text in which one word was changed, left out or added has all of them but one, so a text that has any
    of them may be the same. A short text is halved, and one of up to three words is a run of its own.

    >>> runs("the ferry will not be sold".split())
    (('the', 'ferry', 'will'), ('not', 'be', 'sold'))
    """
    if len(words) <= RUN:
        return (tuple(words),) if words else ()
    size = RUN if len(words) >= 2 * RUN else len(words) // 2
    parts = [tuple(words[start : start + size]) for start in range(0, len(words) - size + 1, size)]
    return tuple(sorted(parts, key=lambda part: -sum(map(len, part)))[:MOST_RUNS])


def similarity(words: Sequence[str], others: Sequence[str]) -> float:
    """How much of two texts is the same: 2M/T, where M words of the T in both are in the same order."""
    return Indel.normalized_similarity(words, others)


def may_be_same(alike: float, *, one_speaker: bool, said: str, other_said: str) -> bool:
    """Whether two texts of this similarity may be the same utterance. The days are EDTF, empty if unknown."""
    if alike >= ANY_DAY:
        return True
    return one_speaker and alike >= SAME_DAYS and _days_between(said, other_said) <= NEAR_DAYS


def _days_between(said: str, other: str) -> int:
    """The least number of days between two dates; 0 if one is not known."""
    one, two = FuzzyDate.parse(said), FuzzyDate.parse(other)
    if one.undated or two.undated:
        return 0
    return max(_after(one.latest, two.earliest), _after(two.latest, one.earliest), 0)


def _after(day: date, later: date) -> int:
    return (later - day).days
