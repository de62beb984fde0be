"""The days of the first and the latest public claim that have a value of a facet, such as a speaker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from claims.domain.search.facets import FacetValue
from claims.models.projection import SERIALS, ClaimFacet, ClaimVersion, FacetCount

MOST_TRIED: Final = 50
"""The claims among which the first is sought, those that were certainly said before all others."""


class Span(NamedTuple):
    """The number of public claims, and when the first and the latest dated one were said, in EDTF."""

    claims: int
    first: str
    latest: str


NO_SPAN: Final = Span(0, "", "")


def spans_of(facet: str, values: Iterable[str], *, among: Iterable[FacetValue] = ()) -> Mapping[str, Span]:
    """The spans of these values of a facet that have any claim. One query, whatever the number of claims.

    With ``among``, the first and the latest claim that also has one of these values of other facets; the
    number is that of all claims. One query more.
    """
    others = _keys(among)
    tried = _dated(OuterRef(OuterRef("pk")), others).order_by("version_id").values("version")[:MOST_TRIED]
    first = ClaimVersion.objects.filter(number__in=Subquery(tried)).order_by("said_oldest", "number")
    latest = _dated(OuterRef("pk"), others).order_by("-version_id")
    rows = FacetCount.objects.filter(facet=facet, value__in=list(values), number__gt=0).annotate(
        first=Subquery(first.values("said")[:1]), latest=Subquery(latest.values("version__said")[:1])
    )
    return {
        value: Span(number, first or "", latest or "")
        for value, number, first, latest in rows.values_list("value", "number", "first", "latest")
    }


def _keys(values: Iterable[FacetValue]) -> list[int]:
    wanted = Q(pk__in=[])
    for facet, value in values:
        wanted |= Q(facet=facet, value=value)
    return list(FacetCount.objects.filter(wanted).values_list("pk", flat=True)) if values else []


def _dated(value: OuterRef, others: Sequence[int]) -> QuerySet[ClaimFacet]:
    """The open dated versions with a value, and with one of the ``others`` if there are any."""
    links = ClaimFacet.objects.filter(value=value, is_open=True, version__gte=SERIALS).order_by()
    if not others:
        return links
    found = ClaimFacet.objects.filter(value__in=others, version=OuterRef("version"), is_open=True)
    return links.filter(Exists(found))
