"""The functions by which the parameters of a list select public claims. Former claims: ``past_filters``.

If a claim can have several of a thing, a filter asks whether it has one, so that no claim comes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate, end_of_day
from claims.domain.record.verdicts import ACCURACY, CONSISTENCY
from claims.domain.record.vocabulary import NOT_TRANSLATED
from claims.domain.search.facets import UNCHECKED
from claims.models import Citation, Claim, Relation, Speaker, Stance, Translation, Verdict
from claims.models.claim import ClaimQuerySet
from claims.queries.history.past_claims import still_held
from claims.queries.lists.lookups import Lookups, Values, joint_claims
from claims.queries.lists.searching import found_by

COMMON: Final = 0.05
"""Something that more than this share of all claims have is common."""


@dataclass(frozen=True, slots=True)
class AskedFilters:
    """Some of the filters of a list.

    ``first`` is the one with which the database should begin, because it selects few claims; empty if all
    select many. With ``undated`` a span of days selects the claims without a date instead.
    """

    lookups: Lookups
    filters: Mapping[str, Values]
    first: str = ""
    undated: bool = False

    def day(self, name: str) -> date | None:
        """The day of a date filter."""
        return day_in(self.filters, name)


Ask = Callable[[AskedFilters, ClaimQuerySet, str, Values], ClaimQuerySet]
"""A filter. Takes what is asked, some claims, its name and its values; returns the claims that it selects."""
Rows = Callable[[Values], QuerySet[Any, Any]]
"""Returns the rows that have one of the values; each row belongs to a claim."""


def day_in(filters: Mapping[str, Values], name: str) -> date | None:
    """The day of a date filter, or None: the first day of ``from``, the last day of others."""
    values = filters.get(name)
    if not values:
        return None
    read = FuzzyDate.parse(values[0])
    return read.earliest if name == "from" else read.latest


def instant_in(filters: Mapping[str, Values]) -> datetime | None:
    """The end of the past day for which the record is asked; None for today."""
    values = filters.get("as_of")
    return end_of_day(values[0]) if values else None


def by_column(column: str) -> Ask:
    """A filter on a column of the claim."""
    return lambda asked, claims, name, values: claims.filter(**{f"{column}__in": values})


def by_query(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    query = asked.lookups.query
    claims = found_by(claims, query, asked.lookups.word_matches.claims, asked.lookups.named_speakers)
    return _said(asked, claims, query.said_from, query.said_to) if query.is_dated else claims


def by_speaker(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    own = Q(speaker__in=Speaker.objects.filter(slug__in=values).values("pk"))
    # Only if needed, because with "or" no index gives the claims of a speaker in order.
    if asked.lookups.has_joint_claims:
        own |= Q(pk__in=joint_claims(values).values("claim"))
    return claims.filter(own)


def by_on_behalf_of(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    return claims.filter(on_behalf_of__in=Speaker.objects.filter(slug__in=values).values("pk"))


def by_row(rows: Rows) -> Ask:
    """A filter for claims that have such a row.

    SQLite begins with a list of claims if it is given one. So it is given one only if no other filter selects
    fewer; otherwise the condition is checked claim by claim.
    """

    def ask(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
        found = rows(values)
        if asked.first != name or _is_common(asked, name):
            return claims.filter(Exists(found.filter(claim=OuterRef("pk")).order_by()))
        return claims.filter(pk__in=found.order_by().values("claim"))

    return ask


def _is_common(asked: AskedFilters, name: str) -> bool:
    """Whether so many claims match a filter that a walk through all soon finds the newest of them."""
    kept = asked.lookups.kept_counts
    number = sum(kept.get((name, value), 0) for value in asked.filters[name])
    return number > COMMON * kept.get(("all", ""), 0)


@by_row
def by_position(values: Values) -> QuerySet[Any, Any]:
    return Stance.objects.filter(position__slug__in=values)


@by_row
def by_answer(values: Values) -> QuerySet[Any, Any]:
    """``position:answer``, or an answer of any position."""
    wanted = Q(pk__in=[])
    for value in values:
        position, colon, answer = value.rpartition(":")
        wanted |= Q(answer=answer, position__slug=position) if colon else Q(answer=answer)
    return Stance.objects.filter(wanted)


@by_row
def by_topic(values: Values) -> QuerySet[Any, Any]:
    through: Any = Claim.topics.through
    found: QuerySet[Any, Any] = through.objects.filter(topic__slug__in=values)
    return found


@by_row
def by_source(values: Values) -> QuerySet[Any, Any]:
    return Citation.objects.filter(source__key__in=values)


@by_row
def by_outlet(values: Values) -> QuerySet[Any, Any]:
    return Citation.objects.filter(Q(outlet__slug__in=values) | Q(source__outlet__slug__in=values))


def by_rating(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    """``scale:rating``, a rating of any scale, or ``none`` for claims without a verdict on accuracy."""
    given = _of_measure(ACCURACY)
    found = Q(Exists(given.filter(_with_rating(values), claim=OuterRef("pk"))))
    if "none" in values:
        found |= Q(~Exists(given.filter(claim=OuterRef("pk"))))
    return claims.filter(found)


def by_consistency(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    """The outcome of a check of "nothing has changed", or ``scale:rating`` of a consistency scale."""
    ratings = tuple(value for value in values if ":" in value)
    if not ratings:
        return by_row(_of_checks)(asked, claims, name, values)
    checked = _of_checks([value for value in values if ":" not in value])
    rated = _of_measure(CONSISTENCY).filter(_with_rating(ratings), claim=OuterRef("pk"))
    return claims.filter(Q(Exists(rated)) | Q(Exists(checked.filter(claim=OuterRef("pk")).order_by())))


def _of_checks(values: Sequence[str]) -> QuerySet[Any, Any]:
    """The outcomes of checks of "nothing has changed"."""
    outcomes = ["" if value == UNCHECKED else value for value in values]
    return Stance.objects.filter(unchanged=True, check_confirmed__in=outcomes)


def by_year(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    """Claims that lie in one year. The span of days is for the index by which the list is sorted."""
    years = [max(int(value), 1) for value in values]
    return claims.filter(
        said_year__in=[int(value) for value in values],
        said_undated__in=[False],
        said_newest__range=(date(min(years), 1, 1), date(max(years), 12, 31)),
    )


def by_span(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    """Claims that may have been said between ``from`` and ``to``. Undated claims are left out."""
    if name == "to" and "from" in asked.filters:
        return claims  # Both ends at once, with the other.
    return _said(asked, claims, asked.day("from"), asked.day("to"))


def by_known(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    """Claims that had certainly been said by the end of the day."""
    return claims.filter(said_latest__lte=asked.day("known_by"))


def by_day_of_record(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    """Claims whose version of that day is the version of today."""
    return still_held(claims, end_of_day(values[0]))


def by_having(asked: AskedFilters, claims: ClaimQuerySet, name: str, values: Values) -> ClaimQuerySet:
    found = Q(pk__in=[])
    for value in values:
        found |= HAS[value].condition()
    return claims.filter(found)


def _said(asked: AskedFilters, claims: ClaimQuerySet, first: date | None, last: date | None) -> ClaimQuerySet:
    if asked.undated:
        return claims.filter(said_undated__in=[True])
    return claims.said_between(first or EARLIEST, last or LATEST)


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


@dataclass(frozen=True, slots=True)
class Having:
    """A value of ``has``: its words, and the condition on a claim."""

    words: str
    condition: Callable[[], Q]


HAS: Final[Mapping[str, Having]] = {
    "archive": Having("an archived source", _there(Citation.objects.filter(source__archived_url__gt=""))),
    "context": Having("a note on the context", lambda: ~Q(context="")),
    "no_change": Having("says that nothing changed", _there(Stance.objects.filter(unchanged=True))),
    "relation": Having("a relation to another claim", _there(Relation.objects.all())),
    "translation": Having(
        "words in more than one language",
        lambda: (
            ~Q(translated_from__in=("", NOT_TRANSLATED))
            | Q(Exists(Translation.objects.filter(claim=OuterRef("pk"))))
        ),
    ),
    "verdict": Having("a verdict on accuracy", _there(_of_measure(ACCURACY))),
}
"""What claims may be asked to have."""
