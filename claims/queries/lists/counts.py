"""Counts of long lists, up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from claims.database.statements import rows_of

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
    """Count rows up to ``cap``. One query, or none if no row can match."""
    try:
        sql, values = rows.order_by().values("pk")[: cap + 1].query.sql_with_params()
    except EmptyResultSet:
        return CappedCount(0)
    # Django would copy the whole query to count its rows.
    [(number,)] = rows_of(f"SELECT COUNT(*) FROM ({sql}) AS counted", values)
    return CappedCount.up_to(cap, number)
