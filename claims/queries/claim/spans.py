"""When the first and the latest public claim of a speaker, a topic or another facet value were said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from django.db.models import OuterRef, Subquery

from claims.models import ClaimFacet, ClaimVersion, FacetCount
from claims.models.projection import SERIALS

MOST_TRIED: Final = 50
"""The claims among which the first is sought, those that were certainly said before all others."""


class Span(NamedTuple):
    """The number of public claims, and when the first and the latest dated one were said, in EDTF."""

    claims: int
    first: str
    latest: str


NO_SPAN: Final = Span(0, "", "")


def spans_of(facet: str, values: Iterable[str]) -> Mapping[str, Span]:
    """The spans of these values of a facet that have any claim. One query, whatever the number of claims."""
    dated = ClaimFacet.objects.filter(value=OuterRef("pk"), is_open=True, version__gte=SERIALS)
    tried = ClaimFacet.objects.filter(value=OuterRef(OuterRef("pk")), is_open=True, version__gte=SERIALS)
    oldest = Subquery(tried.order_by("version_id").values("version")[:MOST_TRIED])
    first = ClaimVersion.objects.filter(number__in=oldest).order_by("said_oldest", "number")
    latest = dated.order_by("-version_id")
    rows = FacetCount.objects.filter(facet=facet, value__in=list(values), number__gt=0).annotate(
        first=Subquery(first.values("said")[:1]), latest=Subquery(latest.values("version__said")[:1])
    )
    return {
        value: Span(number, first or "", latest or "")
        for value, number, first, latest in rows.values_list("value", "number", "first", "latest")
    }
