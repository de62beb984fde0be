"""Counts for lists that may be long: kept where nothing narrows them, else counted up to a cap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from claims.models import Claim, Tally
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import PUBLIC, STATES, RecordRow

CAP: Final = 10_000
NOT_PUBLIC: Final = tuple(state for state, _ in STATES if state != PUBLIC)


@dataclass(frozen=True, slots=True)
class CappedCount:
    """How many there are; with ``is_more``, more than ``number``."""

    number: int
    is_more: bool = False

    @property
    def words(self) -> str:
        """ "412", "10,000+"."""
        return f"{self.number:,}{'+' if self.is_more else ''}"


def capped_count(rows: QuerySet[Any], cap: int = CAP) -> CappedCount:
    """Count rows, but no further than ``cap``. One query."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return CappedCount(min(found, cap), found > cap)


def kept_count(table: type[RecordRow]) -> CappedCount:
    """How many records of a table there are: the public ones as they are kept, the others counted.

    Two queries, neither of which reads the public rows.
    """
    facet = ("all", "") if table is Claim else ("type", TYPE_OF_ROW[table])
    public = Tally.objects.filter(facet=facet[0], member=facet[1]).values_list("value", flat=True)
    others = capped_count(table._base_manager.filter(state__in=NOT_PUBLIC))
    return CappedCount((public.first() or 0) + others.number, others.is_more)
