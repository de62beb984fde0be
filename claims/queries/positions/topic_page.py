"""All topics, and the page of one topic with its positions and latest claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from claims.domain.record.paths import topic_path
from claims.domain.text.plurals import number_of
from claims.models import Claim, Position, Tally, Topic
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
    latest, quoted = _claims(topic.pk, [one.key for line in lines.values() for one in line.on_record.quoted])
    shown = list(dict.fromkeys((*latest, *quoted)))
    rows = dict(zip(shown, claim_rows(shown), strict=True))
    return TopicPage(
        topic=_row(topic),
        positions=topic_positions(positions, lines, {rows[pk].key: rows[pk] for pk in quoted}),
        claims=tuple(rows[pk] for pk in latest),
        claims_url=f"/claims/?topic={slug}",
    )


def _claims(topic: int, keys: Sequence[str]) -> tuple[list[int], list[int]]:
    """The latest claims of a topic, newest first, and the claims with these keys. One query."""
    newest = Claim.objects.published().filter(topics=topic).newest_first()
    columns = ("pk", "said_undated", "said_newest")
    latest = Claim.objects.published().filter(pk__in=newest.values("pk")[:MOST_CLAIMS]).order_by()
    quoted = Claim.objects.published().filter(key__in=sorted(keys)).order_by()
    rows = latest.values_list(Value(0), *columns)
    if keys:
        rows = rows.union(quoted.values_list(Value(1), *columns), all=True)
    found = sorted(rows, key=lambda row: (row[2], -row[3].toordinal(), -row[1]))
    return [row[1] for row in found if not row[0]], [row[1] for row in found if row[0]]


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
        facts=", ".join(
            number_of(number, noun) for number, noun in ((positions, "position"), (claims, "claim")) if number
        ),
    )
