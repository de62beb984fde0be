"""Former claims: the values by which claims were found in the past, for lists as of a day.

They are derived from the revisions. Lists, counts and facets of today do not use them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from claims.models.claim import Claim
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, undated_field


class FormerClaimQuerySet(models.QuerySet["FormerClaim"]):
    def held_at(self, instant: datetime) -> Self:
        """The former claims valid at an instant; at most one for each claim."""
        return self.filter(held_from__lte=instant, held_to__gt=instant)

    def said_between(self, first: date, last: date) -> Self:
        """Former claims whose day may lie between two days, as for claims."""
        return self.filter(said_undated=False, said_latest__gte=first, said_earliest__lte=last)


class FormerClaim(models.Model):
    """The values by which a public claim was found from ``held_from`` until just before ``held_to``.

    Usually there is one row for each ``version``. If the outlet or day of a source changed meanwhile, the
    version has several, because a claim is also found by its sources. The words are in the revision.
    """

    claim = models.ForeignKey(Claim, models.DO_NOTHING, related_name="+")
    version = models.PositiveIntegerField()
    held_from = models.DateTimeField()
    held_to = models.DateTimeField()
    said = EdtfField()
    said_earliest = earliest_field()
    said_latest = latest_field()
    said_undated = undated_field()
    said_newest = earliest_field()
    said_oldest = latest_field()
    said_year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects = FormerClaimQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "held_from"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "held_from"], name="former_claim_once"),
            models.CheckConstraint(condition=Q(held_from__lt=F("held_to")), name="former_claim_held"),
        ]
        indexes = [
            models.Index(fields=["claim", "held_to"], name="former_claim_until"),
            models.Index(fields=["held_to", "held_from"], name="former_claim_when"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} v{self.version}, {self.held_from:%Y-%m-%d} to {self.held_to:%Y-%m-%d}"


class FormerMember(models.Model):
    """A filter value of a former claim (see ``domain.search.facets``)."""

    former = models.ForeignKey(FormerClaim, models.CASCADE, related_name="members", db_index=False)
    facet = models.CharField(max_length=20)
    member = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["former", "facet", "member"], name="former_member_once")
        ]
        indexes = [models.Index(fields=["facet", "member", "former"], name="former_member_found")]

    def __str__(self) -> str:
        return f"{self.facet} {self.member}"
