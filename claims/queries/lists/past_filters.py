"""The same filters over what the record held on a past day and holds no more.

A list as of a day has two halves: claims whose version of then still holds, from the tables of today, and
versions that have been replaced, from ``FormerClaim``. Of one claim at most one of the two held.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.db.models import QuerySet

from claims.domain.dates.fuzzy import EARLIEST, LATEST
from claims.models import FormerClaim, FormerMember, Speaker
from claims.models.former_claim import FormerClaimQuerySet
from claims.queries.lists.lookups import Lookups
from claims.queries.lists.selection import Selection

Values = tuple[str, ...]
By = Callable[["FormerClaims", FormerClaimQuerySet, Values], FormerClaimQuerySet]


class FormerClaims:
    """The filters of a selection over former claims; each means what ``ClaimFilters`` means by its name."""

    def __init__(self, matching: Lookups, asked: Mapping[str, Values], *, undated: bool = False) -> None:
        self.matching = matching
        self.asked = asked
        self.undated = undated

    @property
    def qs(self) -> FormerClaimQuerySet:
        """Those that all filters asked for select; none where no past day is asked for."""
        instant = Selection(self.asked).instant
        if instant is None:
            return FormerClaim.objects.none()
        claims = FormerClaim.objects.held_at(instant)
        for name, values in self.asked.items():
            claims = BY[name](self, claims, values)
        return claims

    def by_query(self, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
        query = self.matching.selection.query
        if self.matching.held.former is not None:
            claims = claims.filter(pk__in=self.matching.held.former)
        if query.speakers:
            named = Speaker.objects.filter(pk__in=self.matching.named_speakers).order_by().values("slug")
            claims = claims.filter(pk__in=_members("speaker").filter(member__in=named).values("former"))
        return self._said(claims, query.said_from, query.said_to) if query.is_dated else claims

    def by_year(self, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
        return claims.filter(said_undated=False, said_year__in=[int(value) for value in values])

    def by_overlap(self, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
        span = Selection(self.asked)
        return self._said(claims, span.date("from"), span.date("to"))

    def by_known(self, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
        return claims.filter(said_latest__lte=Selection(self.asked).date("known_by"))

    def by_part(self, name: str, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
        """``position:answer`` or ``scale:rating``, or such a part of any position or scale."""
        rows = FormerMember.objects.filter(facet__in=(name, f"any_{name}"), member__in=values).order_by()
        return claims.filter(pk__in=rows.values("former"))

    def _said(self, claims: FormerClaimQuerySet, first: object, last: object) -> FormerClaimQuerySet:
        if self.undated:
            return claims.filter(said_undated=True)
        return claims.said_between(first or EARLIEST, last or LATEST)  # type: ignore[arg-type]


def _members(facet: str) -> QuerySet[FormerMember]:
    return FormerMember.objects.filter(facet=facet).order_by()


def _with_member(name: str) -> By:
    def by(former: FormerClaims, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
        return claims.filter(pk__in=_members(name).filter(member__in=values).values("former"))

    return by


def _with_part(name: str) -> By:
    return lambda former, claims, values: former.by_part(name, claims, values)


def _as_it_is(former: FormerClaims, claims: FormerClaimQuerySet, values: Values) -> FormerClaimQuerySet:
    return claims


BY: Final[Mapping[str, By]] = {
    "q": FormerClaims.by_query,
    "answer": _with_part("answer"),
    "rating": _with_part("rating"),
    "year": FormerClaims.by_year,
    "from": FormerClaims.by_overlap,
    "to": FormerClaims.by_overlap,
    "known_by": FormerClaims.by_known,
    "as_of": _as_it_is,
    **{
        name: _with_member(name)
        for name in (
            "speaker", "on_behalf_of", "position", "topic", "consistency", "kind", "form", "lang", "source",
            "outlet", "has",
        )
    },
}  # fmt: skip
"""How each filter of a list is asked of former claims; a test holds that none is missing."""
