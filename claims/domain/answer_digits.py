"""The digit that chooses an answer, the same on every screen."""

from __future__ import annotations

from typing import Final

MOST_DIGITS: Final = 7


def digit_of(place: int) -> str:
    """The digit for an answer by its place in the position's order, from 1; 0 is for none of them.

    From the eighth on there is none. The ratings of a scale are chosen in the same way.

    >>> [digit_of(place) for place in (0, 3, 8)]
    ['0', '3', '']
    """
    return str(place) if place <= MOST_DIGITS else ""
