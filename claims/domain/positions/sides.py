"""The sides of the answers of a position, and the difference between an answer and the one before it.

On a position whose answers have an order, each answer has a side: against, middle or for. Answers of one side
differ in degree. On a position without an order, answers may exclude one another, or be named side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from claims.domain.record.shared import Answer, PositionRecord

Difference = Literal["same", "other_side", "further", "less_far", "between", "different", "beside"]


@dataclass(frozen=True)
class Answers:
    """The answers of a position in their order.

    ``ordered`` and ``exclusive`` are the position's. Answers of an ordered position without a side are taken
    to be in the middle; publication refuses such a position.
    """

    answers: tuple[Answer, ...]
    ordered: bool = False
    exclusive: bool = False

    @classmethod
    def of(cls, position: PositionRecord) -> Answers:
        return cls(position.answers, position.ordered, position.exclusive)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {answer.slug: n for n, answer in enumerate(self.answers)}

    def place(self, slug: str) -> int:
        """The place of an answer; one that the position does not have comes last."""
        return self._places.get(slug, len(self.answers))

    def text(self, slug: str) -> str:
        return self.answers[self._places[slug]].text if slug in self._places else slug

    def side(self, slug: str) -> str:
        """The side of an answer. Answers with the same side do not contradict each other.

        On a position without an order it is the answer itself if answers exclude one another, else empty.
        """
        if self.ordered:
            return (slug in self._places and self.answers[self._places[slug]].side) or "middle"
        return slug if self.exclusive else ""

    def difference(self, before: str, after: str) -> Difference:
        """How ``after`` differs from the answer ``before`` it."""
        if before == after:
            return "same"
        if not self.ordered:
            return "different" if self.exclusive else "beside"
        if self.side(before) != self.side(after):
            return "other_side"
        up = self.place(after) > self.place(before)
        if self.side(after) == "middle":
            return "between"
        at_lower_end = self.side(after) == self.side(self.answers[0].slug)
        return "further" if up != at_lower_end else "less_far"
