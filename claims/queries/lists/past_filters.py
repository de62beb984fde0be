"""The filters of a list for former claims: versions that held on a past day and were replaced since.

A list of a past day has two parts: claims whose version of that day still holds, from the tables of today,
and former claims. A claim is in at most one of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet

from claims.domain.dates.fuzzy import EARLIEST, LATEST
from claims.domain.search.facets import FACETS
from claims.models import FormerClaim, FormerMember, Speaker
from claims.models.former_claim import FormerClaimQuerySet
from claims.queries.lists.filters import AskedFilters, instant_in
from claims.queries.lists.lookups import Values

By = Callable[[AskedFilters, FormerClaimQuerySet, Values], FormerClaimQuerySet]


def former_claims(asked: AskedFilters) -> FormerClaimQuerySet:
    """The former claims that all filters select; none where no past day is asked for."""
    instant = instant_in(asked.filters)
    if instant is None:
        return FormerClaim.objects.none()
    claims = FormerClaim.objects.held_at(instant)
    for name, values in asked.filters.items():
        if name in BY:
            claims = BY[name](asked, claims, values)
        elif name != "as_of":
            claims = claims.filter(pk__in=_members(name).filter(member__in=values).values("former"))
    return claims


def _by_query(asked: AskedFilters, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
    query, held = asked.lookups.query, asked.lookups.word_matches.former
    if held is not None:
        claims = claims.filter(pk__in=held)
    if query.speakers:
        named = Speaker.objects.filter(pk__in=asked.lookups.named_speakers).order_by().values("slug")
        claims = claims.filter(pk__in=_members("speaker").filter(member__in=named).values("former"))
    return _said(asked, claims, query.said_from, query.said_to) if query.is_dated else claims


def _by_year(asked: AskedFilters, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
    return claims.filter(said_undated=False, said_year__in=[int(value) for value in values])


def _by_span(asked: AskedFilters, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
    return _said(asked, claims, asked.day("from"), asked.day("to"))


def _by_known(asked: AskedFilters, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
    return claims.filter(said_latest__lte=asked.day("known_by"))


def _said(
    asked: AskedFilters, claims: FormerClaimQuerySet, first: date | None, last: date | None
) -> FormerClaimQuerySet:
    if asked.undated:
        return claims.filter(said_undated=True)
    return claims.said_between(first or EARLIEST, last or LATEST)


def _members(name: str) -> QuerySet[FormerMember]:
    """The stored values of a filter, with those of any position or scale where it has them."""
    if (any_name := f"any_{name}") in FACETS:
        return FormerMember.objects.filter(facet__in=(name, any_name)).order_by()
    return FormerMember.objects.filter(facet=name).order_by()


BY: Final[Mapping[str, By]] = {
    "q": _by_query,
    "year": _by_year,
    "from": _by_span,
    "to": _by_span,
    "known_by": _by_known,
}
"""The filters that are not asked by stored values."""
