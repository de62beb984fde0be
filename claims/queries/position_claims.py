"""The public claims on some positions, asked for in the way that stays cheap however many there are."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from claims.models import Claim, Stance, Tally
from claims.models.claim import ClaimQuerySet
from claims.queries.filters import COMMON


def claims_on(positions: Collection[str]) -> ClaimQuerySet:
    """Public claims with a stance on one of the positions, in no order. One query, for the kept counts.

    Where many claims have one, the nearest in time are soon met among all claims in the order of time; where
    few have, it is cheaper to begin with these.
    """
    kept = Q(facet="position", member__in=positions) | Q(facet="all")
    numbers = list(Tally.objects.filter(kept).values_list("facet", "value"))
    on_position = sum(number for facet, number in numbers if facet == "position")
    stances = Stance.objects.filter(position__slug__in=positions).order_by()
    if on_position > COMMON * sum(number for facet, number in numbers if facet == "all"):
        return Claim.objects.published().filter(Exists(stances.filter(claim=OuterRef("pk"))))
    return Claim.objects.published().filter(pk__in=stances.values("claim"))


def dated(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those of which a day is known, in a form from which SQLite sees that its index gives their order."""
    return claims.filter(said_undated__in=[False])
