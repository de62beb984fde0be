"""The one FilterSet: what each filter of a list means, for page, machine forms and export alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.domain.dates import EARLIEST, LATEST
from claims.models import Citation, Claim, Relation, Speaker, Stance, Translation, Verdict
from claims.models.claim import ClaimQuerySet
from claims.queries.searching import matching
from claims.queries.selection import UNCHECKED, Selection

Values = tuple[str, ...]


class ManyValues(forms.Field):
    """All values of a parameter; they were checked when the selection was read."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> Values:
        return tuple(value or ())


class ManyFilter(django_filters.Filter):  # type: ignore[misc]
    field_class = ManyValues


def _filter(method: str) -> django_filters.Filter:
    return ManyFilter(method=method)


class ClaimFilters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a selection over the public claims.

    Where a claim may have several of a thing, each filter asks whether it has one: no claim comes twice.
    """

    q = _filter("by_query")
    speaker = _filter("by_speaker")
    on_behalf_of = _filter("by_on_behalf_of")
    position = _filter("by_position")
    answer = _filter("by_answer")
    topic = _filter("by_topic")
    rating = _filter("by_rating")
    consistency = _filter("by_consistency")
    kind = _filter("by_kind")
    form = _filter("by_form")
    lang = _filter("by_language")
    source = _filter("by_source")
    outlet = _filter("by_outlet")
    year = _filter("by_year")
    known_by = _filter("by_known")
    has = _filter("by_having")
    to = _filter("by_overlap")

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(
        self, selection: Selection, *, filters: Mapping[str, Values] | None = None, undated: bool = False
    ) -> None:
        self.selection = selection
        self.asked = selection.filters if filters is None else filters
        self.undated = undated
        super().__init__(data=self.asked, queryset=Claim.objects.published())

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for name in self.asked:
            queryset = self.filters[name].filter(queryset, self.form.cleaned_data[name])
        return queryset

    def by_query(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        query = self.selection.query
        claims = matching(claims, query)
        if query.is_dated:
            claims = self._said(claims, query.said_from, query.said_to)
        return claims

    def by_speaker(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        speakers = Speaker.objects.filter(slug__in=values).values("pk")
        joint = Claim.joint_speakers.through.objects.filter(speaker__slug__in=values)
        own = Q(speaker__in=speakers)
        # Asked first, because with "or" no index gives the claims of a speaker in order.
        return claims.filter(own | Q(pk__in=joint.values("claim")) if joint.exists() else own)

    def by_on_behalf_of(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(on_behalf_of__in=Speaker.objects.filter(slug__in=values).values("pk"))

    def by_position(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return _having(claims, Stance.objects.filter(position__slug__in=values))

    def by_answer(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """``position:answer``, or an answer of any position."""
        wanted = Q(pk__in=[])
        for value in values:
            position, colon, answer = value.rpartition(":")
            wanted |= Q(answer=answer, position__slug=position) if colon else Q(answer=answer)
        return _having(claims, Stance.objects.filter(wanted))

    def by_topic(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return _having(claims, Claim.topics.through.objects.filter(topic__slug__in=values))

    def by_rating(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """``scale:rating``, a rating of any scale, or ``none`` for claims without a verdict."""
        wanted = Q(pk__in=[])
        for value in values:
            scale, colon, rating = value.rpartition(":")
            wanted |= Q(rating=rating, scale__slug=scale) if colon else Q(rating=rating)
        found = Q(Exists(Verdict.objects.filter(wanted, claim=OuterRef("pk"))))
        if "none" in values:
            found |= Q(~Exists(Verdict.objects.filter(claim=OuterRef("pk"))))
        return claims.filter(found)

    def by_consistency(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        outcomes = ["" if value == UNCHECKED else value for value in values]
        return _having(claims, Stance.objects.filter(unchanged=True, check_confirmed__in=outcomes))

    def by_kind(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(kind__in=values)

    def by_form(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(form__in=values)

    def by_language(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(language__in=values)

    def by_source(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return _having(claims, Citation.objects.filter(source__key__in=values))

    def by_outlet(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        there = Q(outlet__slug__in=values) | Q(source__outlet__slug__in=values)
        return _having(claims, Citation.objects.filter(there))

    def by_year(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """Only claims that lie in one year; the span is told too, because the order runs along it."""
        years = [max(int(value), 1) for value in values]
        return claims.filter(
            said_year__in=[int(value) for value in values],
            said_undated=False,
            said_latest__range=(date(min(years), 1, 1), date(max(years), 12, 31)),
        )

    def by_overlap(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """Claims whose day can lie in the span; a claim without a date cannot be told to."""
        if name == "to" and "from" in self.asked:
            return claims  # Both ends at once, with the other.
        span = Selection(self.asked)
        return self._said(claims, span.date("from"), span.date("to"))

    def by_known(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """Claims that had been said by the end of the day, whatever their earliest."""
        return claims.filter(said_latest__lte=Selection(self.asked).date("known_by"))

    def by_having(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        found = Q(pk__in=[])
        for value in values:
            found |= HAVING[value]()
        return claims.filter(found)

    def _said(self, claims: ClaimQuerySet, first: date | None, last: date | None) -> ClaimQuerySet:
        if self.undated:
            return claims.filter(said_undated=True)
        return claims.said_between(first or EARLIEST, last or LATEST)


ClaimFilters.base_filters["from"] = ManyFilter(field_name="from", method="by_overlap")
"""Declared here because its name is a keyword of Python."""


def _having(claims: ClaimQuerySet, rows: QuerySet[Any, Any]) -> ClaimQuerySet:
    """The claims that one of these rows belongs to."""
    return claims.filter(pk__in=rows.order_by().values("claim"))


def _there(rows: QuerySet[Any, Any]) -> Callable[[], Q]:
    return lambda: Q(Exists(rows.filter(claim=OuterRef("pk")).order_by()))


HAVING: Final[Mapping[str, Callable[[], Q]]] = {
    "archive": _there(Citation.objects.filter(source__archived_url__gt="")),
    "context": lambda: ~Q(context=""),
    "no_change": _there(Stance.objects.filter(unchanged=True)),
    "relation": _there(Relation.objects.all()),
    "translation": lambda: (
        ~Q(translated_from="") | Q(Exists(Translation.objects.filter(claim=OuterRef("pk"))))
    ),
    "verdict": _there(Verdict.objects.all()),
}
"""How each value of ``has`` is found."""


def selected(selection: Selection, *, filters: Mapping[str, Values] | None = None) -> ClaimQuerySet:
    """The public claims of a selection, or of other ``filters`` in its place; not in order."""
    asked = selection.filters if filters is None else filters
    if not asked:
        return Claim.objects.published()
    claims: ClaimQuerySet = ClaimFilters(selection, filters=asked).qs
    return claims


def left_out_undated(selection: Selection) -> ClaimQuerySet | None:
    """The claims that a span of days leaves out only because they have no date; None where none is asked."""
    if not (selection.query.is_dated or "from" in selection.filters or "to" in selection.filters):
        return None
    claims: ClaimQuerySet = ClaimFilters(selection, undated=True).qs
    return claims
