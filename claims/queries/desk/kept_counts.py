"""The number of records of each table for the lists of the desk."""

from typing import Final

from claims.models import Claim, FacetCount
from claims.models.record_mapping import TYPE_OF_ROW
from claims.models.record_row import PUBLIC, STATES, RecordRow
from claims.queries.lists.counts import CappedCount, capped_count

NOT_PUBLIC: Final = tuple(state for state, _ in STATES if state != PUBLIC)


def kept_count(table: type[RecordRow]) -> CappedCount:
    """The number of records of a table: the stored count of public ones, and a count of the others.

    Two queries. Neither reads the public rows.
    """
    facet = ("all", "") if table is Claim else ("type", TYPE_OF_ROW[table])
    public = FacetCount.objects.filter(facet=facet[0], value=facet[1]).values_list("number", flat=True)
    others = capped_count(table._base_manager.filter(state__in=NOT_PUBLIC))
    return CappedCount((public.first() or 0) + others.number, others.is_more)
