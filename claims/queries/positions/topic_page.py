"""All topics, and the page of one topic with its positions and latest claims."""

from collections.abc import Mapping
from dataclasses import dataclass

from claims.database.list_rows import USED, number_listed, numbers_of_positions
from claims.domain.record.identity import Place
from claims.domain.record.paths import topic_path
from claims.domain.text.plurals import number_of
from claims.queries.claim.newest import newest
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.paging import Part, kept_counts, listed
from claims.queries.positions.lines import positions_with_answers, read_positions
from claims.queries.positions.topic_positions import TopicPositions, read_lines, topic_positions
from claims.queries.records import Document, public_documents, referring

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
    only = (USED, ())
    found, after = listed("topic", parameters.get("after", ""), size or PAGE, name="topics", only=only)
    count = number_listed("topic", only)
    slugs = [topic["slug"] for topic in found]
    counts, positions = kept_counts({"topic": slugs}), numbers_of_positions(slugs)
    rows = (_row(topic, positions.get(f"topic:{topic['slug']}", 0), counts) for topic in found)
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
