"""The newest public claims that have a facet value, such as those of a speaker or a topic."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import QuerySet, Subquery

from claims.database.facet_rows import newest_having
from claims.domain.search.facets import FacetValue
from claims.models.projection import ClaimFacet, ClaimVersion, FacetCount


class NewClaim(NamedTuple):
    """A public claim: its place in the order of time, its key, and when it was said."""

    number: int
    key: str
    said: str


def links_of(value: FacetValue) -> QuerySet[ClaimFacet]:
    """The open versions that have a facet value."""
    facet, name = value
    pk = FacetCount.objects.filter(facet=facet, value=name).values("pk")
    return ClaimFacet.objects.filter(value=Subquery(pk[:1]), is_open=True).order_by()


def newest(values: Iterable[FacetValue], most: int, *, without: Collection[str] = ()) -> tuple[NewClaim, ...]:
    """The newest claims with one of these values, each once, ``without`` some keys. A query for each."""
    found: set[NewClaim] = set()
    for value in values:
        found.update(NewClaim(*row) for row in newest_having(value, most, without))
    return tuple(sorted(found, reverse=True)[:most])


def newest_of_all(most: int, *, without: Collection[str] = ()) -> tuple[str, ...]:
    """The keys of the newest claims. One query."""
    rows = ClaimVersion.objects.valid(None).exclude(key__in=without).order_by("-number")
    return tuple(rows.values_list("key", flat=True)[:most])


def by_time(keys: Iterable[str]) -> tuple[str, ...]:
    """The public claims among these, the newest first. One query."""
    rows = ClaimVersion.objects.valid(None).filter(key__in=sorted(set(keys))).order_by("-number")
    return tuple(rows.values_list("key", flat=True))
