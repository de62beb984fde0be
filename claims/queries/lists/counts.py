"""Counts of long lists, up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

CAP: Final = 10_000


@dataclass(frozen=True, slots=True)
class CappedCount:
    """A number of rows. ``is_more`` means that there are more than ``number``."""

    number: int
    is_more: bool = False

    @classmethod
    def up_to(cls, cap: int, number: int) -> CappedCount:
        """A number that was counted up to ``cap`` and one more."""
        return cls(min(number, cap), number > cap)

    @property
    def words(self) -> str:
        """ "412", "10,000+"."""
        return f"{self.number:,}{'+' if self.is_more else ''}"


def capped_count(rows: QuerySet[Any], cap: int = CAP) -> CappedCount:
    """Count rows up to ``cap``. One query."""
    return CappedCount.up_to(cap, rows.order_by().values("pk")[: cap + 1].count())
