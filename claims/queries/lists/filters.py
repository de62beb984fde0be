"""The one FilterSet: what each filter of a list means, for page, machine forms and export alike.

``former_claims`` says the same of what our record held on a past day and holds no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.domain.dates.fuzzy import EARLIEST, LATEST
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY
from claims.domain.record.vocabulary import NOT_TRANSLATED
from claims.domain.search.facets import UNCHECKED
from claims.models import Citation, Claim, Relation, Speaker, Stance, Translation, Verdict
from claims.models.claim import ClaimQuerySet
from claims.queries.history.past_claims import still_held
from claims.queries.lists.lookups import Lookups, joint_claims
from claims.queries.lists.searching import found_by
from claims.queries.lists.selection import Selection

Values = tuple[str, ...]

BEGINNINGS: Final = (
    "q", "speaker", "on_behalf_of", "source", "answer", "position", "topic", "consistency", "outlet",
)  # fmt: skip
"""The filters that have few claims by themselves, the fewest first: a search begins with one of them."""
COMMON: Final = 0.05
"""The share of all claims beyond which something is common."""


def _filter(method: str) -> django_filters.Filter:
    return django_filters.CharFilter(method=method)


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
    as_of = _filter("by_holding")
    has = _filter("by_having")
    to = _filter("by_overlap")

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, matching: Lookups, asked: Mapping[str, Values], *, undated: bool = False) -> None:
        self.matching = matching
        self.asked = asked
        self.undated = undated

    @property
    def qs(self) -> ClaimQuerySet:
        """The claims that all filters asked for select.

        The values were checked when the selection was read, so the form that a FilterSet makes of its filters
        for each request, which takes longer than the database, is not made.
        """
        claims: ClaimQuerySet = Claim.objects.published()
        for name, values in self.asked.items():
            claims = getattr(self, self.base_filters[name].method)(claims, name, values)
        return claims

    def by_query(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        query = self.matching.selection.query
        claims = found_by(claims, query, self.matching.held.claims, self.matching.named_speakers)
        if query.is_dated:
            claims = self._said(claims, query.said_from, query.said_to)
        return claims

    def by_speaker(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        speakers = Speaker.objects.filter(slug__in=values).values("pk")
        own = Q(speaker__in=speakers)
        # Asked first, because with "or" no index gives the claims of a speaker in order.
        if self.matching.has_joint_claims:
            own |= Q(pk__in=joint_claims(values).values("claim"))
        return claims.filter(own)

    def by_on_behalf_of(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(on_behalf_of__in=Speaker.objects.filter(slug__in=values).values("pk"))

    def by_position(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return self._having(name, claims, Stance.objects.filter(position__slug__in=values))

    def by_answer(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """``position:answer``, or an answer of any position."""
        wanted = Q(pk__in=[])
        for value in values:
            position, colon, answer = value.rpartition(":")
            wanted |= Q(answer=answer, position__slug=position) if colon else Q(answer=answer)
        return self._having(name, claims, Stance.objects.filter(wanted))

    def by_topic(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        through: Any = Claim.topics.through
        return self._having(name, claims, through.objects.filter(topic__slug__in=values))

    def by_rating(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """``scale:rating``, a rating of any scale, or ``none`` for claims without a verdict on accuracy."""
        given = _of_measure(ACCURACY)
        found = Q(Exists(given.filter(_with_rating(values), claim=OuterRef("pk"))))
        if "none" in values:
            found |= Q(~Exists(given.filter(claim=OuterRef("pk"))))
        return claims.filter(found)

    def by_consistency(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """The outcome of a check of "nothing has changed", or ``scale:rating`` of a consistency scale."""
        outcomes = ["" if value == UNCHECKED else value for value in values if ":" not in value]
        checked = Stance.objects.filter(unchanged=True, check_confirmed__in=outcomes)
        ratings = tuple(value for value in values if ":" in value)
        if not ratings:
            return self._having(name, claims, checked)
        rated = _of_measure(CONSISTENCY).filter(_with_rating(ratings), claim=OuterRef("pk"))
        return claims.filter(Q(Exists(rated)) | Q(Exists(checked.filter(claim=OuterRef("pk")).order_by())))

    def by_kind(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(kind__in=values)

    def by_form(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(form__in=values)

    def by_language(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return claims.filter(language__in=values)

    def by_source(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        return self._having(name, claims, Citation.objects.filter(source__key__in=values))

    def by_outlet(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        there = Q(outlet__slug__in=values) | Q(source__outlet__slug__in=values)
        return self._having(name, claims, Citation.objects.filter(there))

    def by_year(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """Only claims that lie in one year; the span is told too, because the order runs along it."""
        years = [max(int(value), 1) for value in values]
        return claims.filter(
            said_year__in=[int(value) for value in values],
            said_undated__in=[False],
            said_newest__range=(date(min(years), 1, 1), date(max(years), 12, 31)),
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

    def by_holding(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        """Claims that stood on that day as they stand now; what stood otherwise is in ``former_claims``."""
        instant = Selection(self.asked).instant
        return still_held(claims, instant) if instant is not None else claims

    def by_having(self, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        found = Q(pk__in=[])
        for value in values:
            found |= HAVING[value]()
        return claims.filter(found)

    def _said(self, claims: ClaimQuerySet, first: date | None, last: date | None) -> ClaimQuerySet:
        if self.undated:
            return claims.filter(said_undated__in=[True])
        return claims.said_between(first or EARLIEST, last or LATEST)

    def _having(self, name: str, claims: ClaimQuerySet, rows: QuerySet[Any, Any]) -> ClaimQuerySet:
        """The claims that one of these rows belongs to.

        SQLite begins with a list of claims wherever it is given one, so it is given one only where nothing
        else tells few claims: otherwise each claim is asked whether it has such a row.
        """
        first = next(other for other in BEGINNINGS if other == name or self._begins_with(other))
        if first != name or self._is_common(name):
            return claims.filter(Exists(rows.filter(claim=OuterRef("pk")).order_by()))
        return claims.filter(pk__in=rows.order_by().values("claim"))

    def _begins_with(self, name: str) -> bool:
        return name in self.asked and (name != "q" or self.matching.selection.query.has_words)

    def _is_common(self, name: str) -> bool:
        """Whether so many claims have this that the newest of them are soon met among all."""
        kept = self.matching.kept_counts
        number = sum(kept.get((name, value), 0) for value in self.asked[name])
        return number > COMMON * kept.get(("all", ""), 0)


ClaimFilters.base_filters["from"] = _filter("by_overlap")
"""Declared here because its name is a keyword of Python."""


def _of_measure(measure: str) -> QuerySet[Verdict]:
    return Verdict.objects.filter(scale__measure=measure).order_by()


def _with_rating(values: Values) -> Q:
    """Verdicts with one of these ratings: ``scale:rating``, or a rating of any scale."""
    wanted = Q(pk__in=[])
    for value in values:
        scale, colon, rating = value.rpartition(":")
        wanted |= Q(rating=rating, scale__slug=scale) if colon else Q(rating=rating)
    return wanted


def _there(rows: QuerySet[Any, Any]) -> Callable[[], Q]:
    return lambda: Q(Exists(rows.filter(claim=OuterRef("pk")).order_by()))


HAVING: Final[Mapping[str, Callable[[], Q]]] = {
    "archive": _there(Citation.objects.filter(source__archived_url__gt="")),
    "context": lambda: ~Q(context=""),
    "no_change": _there(Stance.objects.filter(unchanged=True)),
    "relation": _there(Relation.objects.all()),
    "translation": lambda: (
        ~Q(translated_from__in=("", NOT_TRANSLATED))
        | Q(Exists(Translation.objects.filter(claim=OuterRef("pk"))))
    ),
    "verdict": _there(_of_measure(ACCURACY)),
}
"""How each value of ``has`` is found."""
