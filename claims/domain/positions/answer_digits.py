"""The digits that choose answers, the same on all screens."""

from __future__ import annotations

from typing import Final

MOST_DIGITS: Final = 7


def digit_of(place: int) -> str:
    """The digit for an answer by its place in the position, from 1; 0 is for none of the answers.

    Places from the eighth on have no digit. The ratings of a scale are chosen in the same way.

    >>> [digit_of(place) for place in (0, 3, 8)]
    ['0', '3', '']
    """
    return str(place) if place <= MOST_DIGITS else ""
