"""The stances on a position by day.

The days are copied into the rows of stances and indexed, so that the nearest few cost the same for any
number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from claims.models import Position, Stance

NEWEST: Final = ("said_undated", "-said_newest", "-claim_id")
OLDEST: Final = ("said_undated", "said_oldest", "claim_id")


def stances_on(position: str) -> QuerySet[Stance]:
    """The stances of public claims on a position, in no order."""
    pk = Position.objects.filter(slug=position).values("pk")
    return Stance.objects.filter(position=Subquery(pk[:1]), public=True).order_by()


def dated(stances: QuerySet[Stance]) -> QuerySet[Stance]:
    """The dated stances; written with IN, so that SQLite uses its index for the order."""
    return stances.filter(said_undated__in=[False])


def newest_claims_on(positions: Collection[str], *, without: Sequence[str], most: int) -> list[int]:
    """The primary keys of the newest claims on some positions. One query for each position."""
    found: dict[int, tuple[bool, int, int]] = {}
    for position in sorted(positions):
        rows = stances_on(position).exclude(claim__key__in=without).order_by(*NEWEST)
        for undated, day, claim in rows.values_list("said_undated", "said_newest", "claim")[:most]:
            found[claim] = (undated, -day.toordinal(), -claim)
    return sorted(found, key=found.__getitem__)[:most]


def first_said(position: str) -> QuerySet[Stance]:
    """The dated stance said first on a position, for a subquery; ``position`` is a column of its query."""
    return _along(position).order_by(*OLDEST[1:])


def latest_said(position: str) -> QuerySet[Stance]:
    """The newest dated stance on a position, for a subquery; ``position`` is a column of its query."""
    return _along(position).order_by(*NEWEST[1:])


def _along(position: str) -> QuerySet[Stance]:
    return dated(Stance.objects.filter(position=OuterRef(position), public=True))
