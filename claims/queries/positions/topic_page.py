"""All topics, and the page of one topic with its positions and latest claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Concat

from claims.domain.record.identity import Place
from claims.domain.record.paths import topic_path
from claims.domain.text.plurals import number_of
from claims.models.projection import FacetCount, RecordReference, RecordVersion
from claims.queries.claim.newest import newest
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.paging import Part, kept_counts, listed
from claims.queries.positions.lines import positions_with_answers, read_positions
from claims.queries.positions.topic_positions import TopicPositions, read_lines, topic_positions
from claims.queries.records import Document, place_of, public_documents, referring

PARAMETERS = ("after",)
PAGE = 100
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
    """One part of the topics that have positions or claims, of ``size`` rows or a page. At most four queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    used = _used()
    found, after = listed("topic", parameters.get("after", ""), size or PAGE, name="topics", only=used)
    count = RecordVersion.objects.filter(used, record_type="topic", valid_to=None, sort__gt="").count()
    slugs = [topic["slug"] for topic in found]
    counts, positions = kept_counts({"topic": slugs}), _positions_of(slugs)
    rows = (_row(topic, positions.get(topic["slug"], 0), counts) for topic in found)
    return Part(rows=tuple(rows), count=count, after=after)


def topic_page(slug: str) -> TopicPage | None:
    """The page of a public topic, or None. At most fourteen queries."""
    topic = public_documents([("topic", slug)]).get(("topic", slug))
    if topic is None or topic["slug"] != slug:  # A former key has no page.
        return None
    of_topic = [position["slug"] for _, position in referring("position", [("topic", slug)])]
    positions = positions_with_answers(of_topic[:MOST_POSITIONS])
    lines = read_lines(read_positions(positions))
    latest = [claim.key for claim in newest([("topic", slug)], MOST_CLAIMS)]
    quoted = [one.key for line in lines.values() for one in line.quoted]
    rows = {row.key: row for row in claim_rows([*dict.fromkeys((*latest, *quoted))])}
    return TopicPage(
        topic=_row(topic, len(of_topic), kept_counts({"topic": [slug]})),
        positions=topic_positions(positions, lines, rows),
        claims=tuple(rows[key] for key in latest if key in rows),
        claims_url=f"/claims/?topic={slug}",
    )


def _used() -> Q:
    """The condition for topics that have positions or claims."""
    counted = FacetCount.objects.filter(facet="topic", number__gt=0)
    return Q(place__in=counted.values(place=Concat(Value("topic:"), "value"))) | Q(
        place__in=_of_positions().values("place")
    )


def _of_positions() -> QuerySet[RecordReference]:
    """The references of public positions to their topics."""
    return RecordReference.objects.filter(version__record_type="position", version__valid_to=None).order_by()


def _positions_of(slugs: Iterable[str]) -> Mapping[str, int]:
    """The number of positions of each topic that has any. One query."""
    rows = _of_positions().filter(place__in=[f"topic:{slug}" for slug in slugs]).values_list("place")
    return {place_of(place)[1]: number for place, number in rows.annotate(n=Count("pk"))}


def _row(topic: Document, positions: int, counts: Mapping[Place, int]) -> TopicRow:
    slug = topic["slug"]
    claims = counts.get(("topic", slug), 0)
    return TopicRow(
        slug=slug,
        name=topic["name"],
        url=topic_path(slug),
        description=topic.get("description", ""),
        positions=positions,
        claims=claims,
        facts=", ".join(
            number_of(number, noun) for number, noun in ((positions, "position"), (claims, "claim")) if number
        ),
    )
