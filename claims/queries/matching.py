"""The claims of a selection, for everything that a page asks about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models.expressions import RawSQL

from claims.models import Claim
from claims.models.claim import ClaimQuerySet
from claims.models.former_claim import FormerClaimQuerySet
from claims.queries.filters import ClaimFilters, Values, joint_claims
from claims.queries.former_claims import FormerClaims
from claims.queries.listed import kept_counts
from claims.queries.searching import holding, speakers_named
from claims.queries.selection import Selection

KEPT: Final = (
    "speaker", "on_behalf_of", "kind", "form", "lang", "year", "topic", "position", "answer", "rating",
    "source", "outlet",
)  # fmt: skip
"""The filters of which counts are kept, one for each value, under their own names."""


@dataclass(frozen=True, slots=True)
class Halves:
    """A list of claims: those that stand as they are found, and as of a past day those that do so no more."""

    claims: ClaimQuerySet
    former: FormerClaimQuerySet | None = None


class Matching:
    """The public claims of a selection, for everything that a page asks about them.

    What has to be asked before a query can be made is asked once.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection

    @cached_property
    def held(self) -> RawSQL | None:
        """The claims that hold the words asked for, None if no words are asked for."""
        return holding(self.selection.query)

    @cached_property
    def held_formerly(self) -> RawSQL | None:
        """The same among former claims."""
        return holding(self.selection.query, former=True)

    @cached_property
    def has_joint_claims(self) -> bool:
        """Whether one of the speakers asked for has made a claim jointly with others."""
        return joint_claims(self.selection.filters.get("speaker", ())).exists()

    @cached_property
    def kept_counts(self) -> Mapping[tuple[str, str], int]:
        """The counts that are kept of what the filters ask for, and of all claims."""
        filters = self.selection.filters
        asked = {name: filters[name] for name in KEPT if name in filters}
        if "year" in asked:
            asked["year"] = tuple(str(int(year)) for year in asked["year"])
        return kept_counts({"all": ("",), **asked})

    @cached_property
    def named_speakers(self) -> list[int]:
        """The speakers that the search words name."""
        return speakers_named(self.selection.query.speakers, also_former=self.looks_back)

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """The claims that the filters select, in no order."""
        return self.with_filters(self.selection.filters)

    def with_filters(self, filters: Mapping[str, Values]) -> ClaimQuerySet:
        """The claims that some of the filters select."""
        if not filters:
            return Claim.objects.published()
        return ClaimFilters(self, filters).qs

    @property
    def looks_back(self) -> bool:
        """Whether the record is asked for as it was on a past day: then former claims belong to the list."""
        return "as_of" in self.selection.filters

    @cached_property
    def former(self) -> FormerClaimQuerySet | None:
        """What the filters select of versions that have been replaced; None where none looks back."""
        return FormerClaims(self, self.selection.filters).qs if self.looks_back else None

    @property
    def both(self) -> Halves:
        """All that the filters select."""
        return Halves(self.claims, self.former)

    def halves(self, filters: Mapping[str, Values]) -> Halves:
        """What some of the filters select."""
        former = FormerClaims(self, filters).qs if "as_of" in filters else None
        return Halves(self.with_filters(filters), former)

    @property
    def is_dated(self) -> bool:
        """Whether the filters leave out claims without a date."""
        return self.selection.query.is_dated or not {"from", "to", "year"}.isdisjoint(self.selection.filters)

    def left_out_undated(self) -> Halves | None:
        """The claims that a span of days leaves out only because they have no date; None if none is asked."""
        if not self.is_dated or "year" in self.selection.filters:
            return None
        filters = self.selection.filters
        former = FormerClaims(self, filters, undated=True).qs if self.looks_back else None
        return Halves(ClaimFilters(self, filters, undated=True).qs, former)
