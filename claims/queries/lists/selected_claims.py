"""The claims that a selection selects, today and on a past day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import django_filters

from claims.models import Claim
from claims.models.claim import ClaimQuerySet
from claims.models.former_claim import FormerClaimQuerySet
from claims.queries.lists.filters import AskedFilters
from claims.queries.lists.lookups import Lookups, Values
from claims.queries.lists.parameters import PARAMETERS, Parameter
from claims.queries.lists.past_filters import former_claims
from claims.queries.lists.selection import Selection


@dataclass(frozen=True, slots=True)
class CurrentAndPast:
    """A list of claims: current ones, and for a list of a past day the former ones that held then."""

    claims: ClaimQuerySet
    former: FormerClaimQuerySet | None = None


class ParameterFilter(django_filters.Filter):  # type: ignore[misc]
    """The filter of a row of the table of parameters."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(field_name=parameter.name, label=parameter.label)
        self.ask = parameter.ask


class ClaimFilters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list over the public claims: one for each row of the table of parameters."""

    def __init__(self, asked: AskedFilters) -> None:
        self.asked = asked

    @classmethod
    def get_filters(cls) -> dict[str, ParameterFilter]:
        return {name: ParameterFilter(parameter) for name, parameter in PARAMETERS.items()}

    @property
    def qs(self) -> ClaimQuerySet:
        """The claims of today that all filters select.

        The values were checked when the selection was read, so the form that a FilterSet makes of its filters
        for each request, which takes longer than the database, is not made.
        """
        filters = self.get_filters()
        claims: ClaimQuerySet = Claim.objects.published()
        for name, values in self.asked.filters.items():
            claims = filters[name].ask(self.asked, claims, name, values)
        return claims


class SelectedClaims(Lookups):
    """The public claims of a selection, for everything that a page asks about them."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection.query, selection.filters)
        self.selection = selection

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """The claims that the filters select, in no order."""
        return ClaimFilters(self._asked(self.filters)).qs

    @cached_property
    def former(self) -> FormerClaimQuerySet | None:
        """The former claims that the filters select; None if no past day is asked for."""
        return former_claims(self._asked(self.filters)) if self.looks_back else None

    @property
    def current_and_past(self) -> CurrentAndPast:
        """All that the filters select."""
        return CurrentAndPast(self.claims, self.former)

    def with_filters(self, filters: Mapping[str, Values]) -> CurrentAndPast:
        """All that some of the filters select."""
        asked = self._asked(filters)
        return CurrentAndPast(ClaimFilters(asked).qs, former_claims(asked) if "as_of" in filters else None)

    @property
    def is_dated(self) -> bool:
        """Whether the filters leave out claims without a date."""
        return self.query.is_dated or any(PARAMETERS[name].needs_date for name in self.filters)

    def left_out_undated(self) -> CurrentAndPast | None:
        """The claims that a span of days leaves out only for want of a date; None if no span is asked for."""
        if not self.is_dated or "year" in self.filters:
            return None
        asked = replace(self._asked(self.filters), undated=True)
        return CurrentAndPast(ClaimFilters(asked).qs, former_claims(asked) if self.looks_back else None)

    def _asked(self, filters: Mapping[str, Values]) -> AskedFilters:
        few = {PARAMETERS[name].few: name for name in filters if PARAMETERS[name].few}
        if not self.query.has_words:
            few.pop(PARAMETERS["q"].few, None)
        return AskedFilters(self, filters, few[min(few)] if few else "")
