"""The claims of a selection, for everything that a page asks about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from claims.models import Claim
from claims.models.claim import ClaimQuerySet
from claims.models.former_claim import FormerClaimQuerySet
from claims.queries.lists.filters import ClaimFilters, Values
from claims.queries.lists.lookups import Lookups
from claims.queries.lists.past_filters import FormerClaims


@dataclass(frozen=True, slots=True)
class CurrentAndPast:
    """A list of claims: those that stand as they are found, and as of a past day those that do so no more."""

    claims: ClaimQuerySet
    former: FormerClaimQuerySet | None = None


class SelectedClaims(Lookups):
    """The public claims of a selection, for everything that a page asks about them."""

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """The claims that the filters select, in no order."""
        return self.with_filters(self.selection.filters)

    def with_filters(self, filters: Mapping[str, Values]) -> ClaimQuerySet:
        """The claims that some of the filters select."""
        if not filters:
            return Claim.objects.published()
        return ClaimFilters(self, filters).qs

    @cached_property
    def former(self) -> FormerClaimQuerySet | None:
        """What the filters select of versions that have been replaced; None where none looks back."""
        return FormerClaims(self, self.selection.filters).qs if self.looks_back else None

    @property
    def both(self) -> CurrentAndPast:
        """All that the filters select."""
        return CurrentAndPast(self.claims, self.former)

    def halves(self, filters: Mapping[str, Values]) -> CurrentAndPast:
        """What some of the filters select."""
        former = FormerClaims(self, filters).qs if "as_of" in filters else None
        return CurrentAndPast(self.with_filters(filters), former)

    @property
    def is_dated(self) -> bool:
        """Whether the filters leave out claims without a date."""
        return self.selection.query.is_dated or not {"from", "to", "year"}.isdisjoint(self.selection.filters)

    def left_out_undated(self) -> CurrentAndPast | None:
        """The claims that a span of days leaves out only because they have no date; None if none is asked."""
        if not self.is_dated or "year" in self.selection.filters:
            return None
        filters = self.selection.filters
        former = FormerClaims(self, filters, undated=True).qs if self.looks_back else None
        return CurrentAndPast(ClaimFilters(self, filters, undated=True).qs, former)
