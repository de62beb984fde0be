"""Topics: all of them, and the shelf of positions and the latest claims of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.domain.paths import topic_path
from claims.models import Claim, Position, Tally, Topic
from claims.queries.claim_rows import ClaimRow, claim_rows
from claims.queries.listed import Part, StaleCursor, beyond, counted
from claims.queries.position_list import PositionRow, position_rows

PARAMETERS = ("after",)
PAGE = 100
ORDER = ("name", "pk")
MOST_CLAIMS = 25
MOST_POSITIONS = 100


@dataclass(frozen=True, slots=True)
class TopicRow:
    slug: str
    name: str
    url: str
    description: str
    positions: int
    claims: int
    facts: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: TopicRow
    positions: tuple[PositionRow, ...]
    claims: tuple[ClaimRow, ...]
    claims_url: str


def topic_index(parameters: Mapping[str, str]) -> Part[TopicRow]:
    """One part of the topics that hold anything. Raises StaleCursor for an ``after`` that is none."""
    found = _topics().filter(Q(positions_count__gt=0) | Q(claims_count__gt=0))
    count = found.count()
    if after := parameters.get("after"):
        last = found.filter(slug=after).values_list(*ORDER).first()
        if last is None:
            raise StaleCursor("The list of topics has changed since this page was linked.")
        found = found.filter(beyond(ORDER, last))
    rows = [_row(row) for row in found.order_by(*ORDER)[: PAGE + 1]]
    return Part(rows=tuple(rows[:PAGE]), count=count, after=rows[PAGE - 1].slug if len(rows) > PAGE else "")


def topic_page(slug: str) -> TopicPage | None:
    """The page of a public topic, or None. At most nine queries."""
    topic = _topics().filter(slug=slug).first()
    if topic is None:
        return None
    positions = Position.objects.published().filter(topic=topic.pk).order_by("question", "pk")
    claims = Claim.objects.published().filter(topics=topic.pk).newest_first()
    return TopicPage(
        topic=_row(topic),
        positions=position_rows(list(positions.values_list("pk", flat=True)[:MOST_POSITIONS])),
        claims=claim_rows(list(claims.values_list("pk", flat=True)[:MOST_CLAIMS])),
        claims_url=f"/claims/?topic={slug}",
    )


def _topics() -> QuerySet[Any]:
    positions = Position.objects.published().filter(topic=OuterRef("pk")).order_by().values("topic")
    kept = Tally.objects.filter(facet="topic", member=OuterRef("slug"))
    found: QuerySet[Any] = Topic.objects.published().annotate(
        positions_count=Coalesce(Subquery(positions.annotate(n=Count("pk")).values("n")), 0),
        claims_count=Coalesce(Subquery(kept.values("value")[:1]), 0),
    )
    return found


def _row(topic: Any) -> TopicRow:
    claims, positions = topic.claims_count, topic.positions_count
    return TopicRow(
        slug=topic.slug,
        name=topic.name,
        url=topic_path(topic.slug),
        description=topic.description,
        positions=positions,
        claims=claims,
        facts=f"{counted(positions, 'position')}, {counted(claims, 'claim')}",
    )
