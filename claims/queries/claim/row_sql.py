"""The queries for rows of claims, and their values: claims, stances, chains, ratings."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When

from claims.domain.record.claim import AsImported
from claims.domain.record.reporting import Step
from claims.domain.record.verdicts import GivenRating, rated_by, rating_word, step_on_scale
from claims.domain.record.vocabulary import NOT_TRANSLATED
from claims.models import Alias, Answer, Citation, Claim, Relation, Stance, Verdict
from claims.models.verdict import Rating
from claims.queries.compiled import ByKeys


class ClaimValues(NamedTuple):
    """The values of a claim; ``repeats`` is the number of public claims that repeat it.

    ``source_language`` is the language from which the words were translated, else empty.
    """

    pk: int
    key: str
    text: str
    language: str
    form: str
    source_language: str
    checkable: str
    said: str
    said_basis: str
    role: str
    speaker_slug: str
    speaker_name: str
    on_behalf_of: str | None
    original: str | None
    repeats: int | None


class StanceValues(NamedTuple):
    """The values of a stance; ``outcome`` is the confirmed check of a no-change claim."""

    position: str
    question: str
    unchanged: int
    outcome: str
    answer: str | None


class RatingValues(NamedTuple):
    """The values of a verdict; ``place`` and ``label`` are None if its scale has no such rating.

    ``ratings`` is the number of ratings of the scale.
    """

    scale: str
    rating: str
    measure: str
    ordered: bool
    outlet: str | None
    by: str
    reviewed: str
    url: str
    imported_label: str
    imported_value: str
    imported_best: str
    imported_worst: str
    place: int | None
    ratings: int | None
    label: str | None

    def given(self) -> GivenRating:
        """The rating as it is shown."""
        imported = AsImported(
            label=self.imported_label,
            value=self.imported_value,
            best=self.imported_best,
            worst=self.imported_worst,
        )
        return GivenRating(
            scale=self.scale,
            rating=self.rating,
            measure=self.measure,
            word=rating_word(self.label or "", self.rating, imported),
            rated_by=rated_by(self.by, self.outlet or ""),
            step=step_on_scale(self.measure, self.ordered, self.place, self.ratings or 0),
            reviewed=self.reviewed,
            url=self.url,
        )


class StepValues(NamedTuple):
    """The values of one step of a chain. ``key`` to ``outlet`` are of its source, if it has one."""

    hop: int
    how: str
    parent: int | None
    named: str | None
    key: str | None
    title: str | None
    archived_url: str | None
    outlet: str | None

    def step(self) -> Step:
        """The step with the name of its outlet."""
        return Step(self.hop, self.how, self.parent, self.named or self.outlet or "")


def _claims(keys: list[int]) -> QuerySet[Claim, tuple[Any, ...]]:
    source = Case(When(translated_from=NOT_TRANSLATED, then=Value("")), default=F("translated_from"))
    spoken = Case(When(source_language="", then=F("language")), default=F("source_language"))
    # EXISTS per claim: with IN, SQLite scans all public claims.
    public = Claim.objects.published().filter(pk=OuterRef("claim"))
    again = Relation.objects.filter(Exists(public), to_key=OuterRef("key"), kind="repeats")
    rows: QuerySet[Claim, tuple[Any, ...]] = (
        Claim.objects.published()
        .filter(pk__in=keys)
        .annotate(source_language=source)
        .annotate(spoken=spoken)
        .annotate(
            original=Subquery(
                Alias.objects.filter(speaker=OuterRef("speaker"), language=OuterRef("spoken"))
                .order_by("text")
                .values("text")[:1]
            ),
            repeats=Subquery(
                again.order_by().values("to_key").annotate(number=Count("pk")).values("number")
            ),
        )
        .order_by()
        .values_list(
            "pk", "key", "text", "language", "form", "source_language", "checkable", "said", "said_basis",
            "role", "speaker__slug", "speaker__name", "on_behalf_of__name", "original", "repeats",
        )
    )  # fmt: skip
    return rows


def _stances(keys: list[int]) -> QuerySet[Stance, tuple[Any, ...]]:
    answer = Answer.objects.filter(position=OuterRef("position"), slug=OuterRef("answer"))
    return (
        Stance.objects.filter(claim__in=keys)
        .order_by("claim", "position__slug")
        .values_list(
            "claim", "position__slug", "position__question", "unchanged", "check_confirmed",
            Subquery(answer.values("text")[:1]),
        )
    )  # fmt: skip


def _steps(keys: list[int]) -> QuerySet[Citation, tuple[Any, ...]]:
    return (
        Citation.objects.filter(claim__in=keys)
        .order_by("claim", "hop")
        .values_list(
            "claim", "hop", "how", "parent_hop", "outlet__name", "source__key", "source__title",
            "source__archived_url", "source__outlet__name",
        )
    )  # fmt: skip


def _ratings(keys: list[int]) -> QuerySet[Verdict, tuple[Any, ...]]:
    rating = Rating.objects.filter(scale=OuterRef("scale"), slug=OuterRef("rating"))
    count = Rating.objects.filter(scale=OuterRef("scale")).order_by().values("scale").annotate(n=Count("pk"))
    return (
        Verdict.objects.filter(claim__in=keys)
        .order_by("claim", "pk")
        .values_list(
            "claim", "scale__slug", "rating", "scale__measure", "scale__ordered",
            "scale__outlet__name", "by", "reviewed", "url", "imported_label", "imported_value",
            "imported_best", "imported_worst", Subquery(rating.values("place")[:1]),
            Subquery(count.values("n")), Subquery(rating.values("label")[:1]),
        )
    )  # fmt: skip


CLAIMS = ByKeys(_claims)
STANCES = ByKeys(_stances)
STEPS = ByKeys(_steps)
RATINGS = ByKeys(_ratings)
