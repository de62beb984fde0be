"""Counts of long lists: a kept count if nothing narrows the list, otherwise counted up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from claims.models import Claim, FacetCount
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import PUBLIC, STATES, RecordRow

CAP: Final = 10_000
NOT_PUBLIC: Final = tuple(state for state, _ in STATES if state != PUBLIC)


@dataclass(frozen=True, slots=True)
class CappedCount:
    """A number of rows; with ``is_more`` there are more than ``number``."""

    number: int
    is_more: bool = False

    @property
    def words(self) -> str:
        """ "412", "10,000+"."""
        return f"{self.number:,}{'+' if self.is_more else ''}"


def capped_count(rows: QuerySet[Any], cap: int = CAP) -> CappedCount:
    """Count rows up to ``cap``. One query."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return CappedCount(min(found, cap), found > cap)


def kept_count(table: type[RecordRow]) -> CappedCount:
    """The number of records of a table: the kept count of public ones, and the others counted.

    Two queries. Neither reads the public rows.
    """
    facet = ("all", "") if table is Claim else ("type", TYPE_OF_ROW[table])
    public = FacetCount.objects.filter(facet=facet[0], value=facet[1]).values_list("number", flat=True)
    others = capped_count(table._base_manager.filter(state__in=NOT_PUBLIC))
    return CappedCount((public.first() or 0) + others.number, others.is_more)
