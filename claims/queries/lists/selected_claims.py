"""The versions of claims that match a selection, today or on a past day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from claims.models.projection import ClaimFacet, ClaimVersion, valid_at
from claims.queries.lists.counts import CAP, CappedCount
from claims.queries.lists.filters import AskedFilters
from claims.queries.lists.lookups import Lookups, Values
from claims.queries.lists.parameters import PARAMETERS, Parameter
from claims.queries.lists.searching import hits
from claims.queries.lists.selection import Selection


@dataclass(frozen=True, slots=True)
class Versions:
    """A query of versions, or of links to versions from a facet value. ``path`` leads to the versions."""

    rows: QuerySet[Any, Any]
    path: str = ""


class ParameterFilter(django_filters.Filter):  # type: ignore[misc]
    """The filter of one row of the table of parameters."""

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

    def condition(self, without: str = "") -> Q:
        """The condition that all filters make, ``without`` one of them.

        The values were checked when the selection was read. So the form that a FilterSet makes for each
        request is not made; it takes longer than the database.
        """
        filters = self.get_filters()
        condition = Q()
        for name in self.asked.filters:
            if name != without:
                condition &= filters[name].ask(self.asked, name)
        return condition


class SelectedClaims(Lookups):
    """The public claims of a selection, for all questions that a page has about them."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection.query, selection.filters)
        self.selection = selection

    @cached_property
    def versions(self) -> Versions:
        """The versions that match the filters, in no order."""
        return self.with_filters(self.filters)

    def with_filters(self, filters: Mapping[str, Values], *, undated: bool = False) -> Versions:
        """The versions that match some of the filters. One query, for the values that are not known yet.

        The database begins with the filter by one value that the fewest claims have.
        """
        values = self.values(filters)
        single = [
            name
            for name, known in values.items()
            if len(known) == 1 and name in filters and not (self.instant and known[0].is_led_to)
        ]
        if not single or self.query.has_words:
            asked = AskedFilters(self, filters, values, undated=undated)
            rows = ClaimVersion.objects.valid(asked.instant).filter(ClaimFilters(asked).condition())
            return Versions(rows.order_by())
        first = min(single, key=lambda name: values[name][0].number)
        asked = AskedFilters(self, filters, values, "version__", undated)
        links = ClaimFacet.objects.filter(value=values[first][0].pk)
        if asked.instant is None:
            links = links.filter(is_open=True)
        else:
            links = links.filter(valid_at(asked.instant, "version__"))
        # A search has more conditions than the speaker that it names.
        condition = ClaimFilters(asked).condition(without="" if first == "q" else first)
        return Versions(links.filter(condition).order_by(), "version__")

    @cached_property
    def hits(self) -> CappedCount | None:
        """The number of today's claims, if the full-text index alone finds them; None otherwise.

        Counted up to 10,000. At most one query.
        """
        query = self.query
        if not query.has_words or query.is_dated or self.instant is not None:
            return None
        asked = AskedFilters(self, self.filters, self.values(self.filters))
        others = [name for name in self.filters if name != "q" or query.speakers]
        if asked.found is None or not all(asked.is_indexed(name) for name in others):
            return None
        return CappedCount.up_to(CAP, hits(asked.found, CAP + 1))

    @property
    def is_dated(self) -> bool:
        """Whether the filters leave out claims without a date."""
        return self.query.is_dated or any(PARAMETERS[name].needs_date for name in self.filters)

    def left_out_undated(self) -> Versions | None:
        """The versions that a span of days leaves out because they have no date; None without a span."""
        if not self.is_dated or "year" in self.filters:
            return None
        return self.with_filters(self.filters, undated=True)
