"""The positions by topic, with what each has on the public record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import position_path, topic_path
from claims.domain.text.plurals import number_of
from claims.models import Answer, FacetCount, Position
from claims.models.record_row import PUBLIC
from claims.queries.page_values import Link
from claims.queries.paging import Part, kept_counts, rows_after, span
from claims.queries.stances.by_day import first_said, latest_said

PARAMETERS = ("after",)
PAGE = 100
ORDER = ("topic_name", "question", "pk")


@dataclass(frozen=True, slots=True)
class PositionRow:
    """``facts`` is a line for lists: "12 claims, 7 Feb 2019 – 11 Nov 2025"."""

    slug: str
    question: str
    url: str
    topic: Link | None
    answers: int
    claims: int
    unchanged: int
    period: str
    facts: str


def position_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[PositionRow]:
    """One part of the public positions, by topic, of ``size`` rows or a page.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    size = size or PAGE
    found = Position.objects.published().annotate(topic_name=Coalesce(F("topic__name"), Value("")))
    rest = rows_after(found, ORDER, parameters.get("after", ""), name="positions")
    pks = list(rest.order_by(*ORDER).values_list("pk", flat=True)[: size + 1])
    rows = position_rows(pks[:size])
    count = kept_counts({"type": ["position"]}).get(("type", "position"), 0)
    return Part(rows=rows, count=count, after=rows[-1].slug if len(pks) > size else "")


def position_rows(pks: Sequence[int]) -> tuple[PositionRow, ...]:
    """The public positions with these primary keys, in the order given. One query."""
    if not pks:
        return ()
    found = {
        row["pk"]: row
        for row in with_counts(Position.objects.published().filter(pk__in=pks)).values(*ROW_VALUES)
    }
    return tuple(position_row(found[pk]) for pk in pks if pk in found)


ROW_VALUES = (
    "pk", "slug", "question", "topic__slug", "topic__name", "topic__state", "first", "latest",
    "answers_count", "claims_count", "unchanged_count",
)  # fmt: skip


def with_counts(positions: QuerySet[Position]) -> QuerySet[Any]:
    """Positions with the annotations that ``ROW_VALUES`` names."""
    kept = FacetCount.objects.filter(value=OuterRef("slug"))
    answers = Answer.objects.filter(position=OuterRef("pk")).order_by().values("position")
    found: QuerySet[Any] = positions.annotate(
        first=Subquery(first_said("pk").values("claim__said")[:1]),
        latest=Subquery(latest_said("pk").values("claim__said")[:1]),
        claims_count=Subquery(kept.filter(facet="position").values("number")[:1]),
        unchanged_count=Subquery(kept.filter(facet="unchanged").values("number")[:1]),
        answers_count=Subquery(answers.annotate(n=Count("pk")).values("n")),
    )
    return found


def position_row(row: Mapping[str, Any]) -> PositionRow:
    """A row from ``ROW_VALUES``."""
    days = [FuzzyDate.parse(said).short_words() for said in (row["first"], row["latest"]) if said]
    period = span(*days) if days else ""
    claims = row["claims_count"] or 0
    facts = number_of(claims, "claim") if claims else "No claims yet"
    is_topic_public = row["topic__state"] == PUBLIC
    return PositionRow(
        slug=row["slug"],
        question=row["question"],
        url=position_path(row["slug"]),
        topic=Link(row["topic__name"], topic_path(row["topic__slug"])) if is_topic_public else None,
        answers=row["answers_count"] or 0,
        claims=claims,
        unchanged=row["unchanged_count"] or 0,
        period=period,
        facts=f"{facts}, {period}" if period else facts,
    )
