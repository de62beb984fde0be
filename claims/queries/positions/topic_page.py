"""All topics, and the page of one topic with its positions and latest claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.domain.record.paths import topic_path
from claims.domain.text.plurals import number_of
from claims.models import FacetCount, Position, Topic
from claims.queries.claim.newest import newest
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.paging import Part, rows_after
from claims.queries.positions.lines import positions_with_answers, read_positions
from claims.queries.positions.topic_positions import TopicPositions, read_lines, topic_positions

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
    positions: TopicPositions
    claims: tuple[ClaimRow, ...]
    claims_url: str


def topic_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[TopicRow]:
    """One part of the topics that have positions or claims, of ``size`` rows or a page.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    size = size or PAGE
    found = _topics().filter(Q(positions_count__gt=0) | Q(claims_count__gt=0))
    count = found.count()
    rest = rows_after(found, ORDER, parameters.get("after", ""), name="topics")
    rows = [_row(row) for row in rest.order_by(*ORDER)[: size + 1]]
    return Part(rows=tuple(rows[:size]), count=count, after=rows[size - 1].slug if len(rows) > size else "")


def topic_page(slug: str) -> TopicPage | None:
    """The page of a public topic, or None. At most fourteen queries."""
    topic = _topics().filter(slug=slug).first()
    if topic is None:
        return None
    of_topic = Position.objects.published().filter(topic=topic.pk).order_by("question", "pk")
    positions = positions_with_answers(Q(pk__in=of_topic.values("pk")[:MOST_POSITIONS]))
    lines = read_lines(read_positions(positions))
    latest = [claim.key for claim in newest([("topic", slug)], MOST_CLAIMS)]
    quoted = [one.key for line in lines.values() for one in line.on_record.quoted]
    rows = {row.key: row for row in claim_rows([*dict.fromkeys((*latest, *quoted))])}
    return TopicPage(
        topic=_row(topic),
        positions=topic_positions(positions, lines, rows),
        claims=tuple(rows[key] for key in latest if key in rows),
        claims_url=f"/claims/?topic={slug}",
    )


def _topics() -> QuerySet[Any]:
    positions = Position.objects.published().filter(topic=OuterRef("pk")).order_by().values("topic")
    kept = FacetCount.objects.filter(facet="topic", value=OuterRef("slug"))
    found: QuerySet[Any] = Topic.objects.published().annotate(
        positions_count=Coalesce(Subquery(positions.annotate(n=Count("pk")).values("n")), 0),
        claims_count=Coalesce(Subquery(kept.values("number")[:1]), 0),
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
        facts=", ".join(
            number_of(number, noun) for number, noun in ((positions, "position"), (claims, "claim")) if number
        ),
    )
