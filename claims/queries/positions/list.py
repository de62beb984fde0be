"""The positions by topic, with what each has on the public record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import position_path
from claims.domain.text.plurals import number_of
from claims.queries.claim.spans import NO_SPAN, spans_of
from claims.queries.names import labels
from claims.queries.page_values import Link
from claims.queries.paging import Part, kept_counts, listed, span
from claims.queries.records import Document

PARAMETERS = ("after",)
PAGE = 100


@dataclass(frozen=True, slots=True)
class BriefRow:
    """``facts`` is a line for lists: "12 claims, 7 Feb 2019 – 11 Nov 2025"."""

    slug: str
    question: str
    url: str
    claims: int
    period: str
    facts: str


@dataclass(frozen=True, slots=True)
class PositionRow(BriefRow):
    """The same with what a table has besides. ``document`` is that of the position."""

    document: Document
    topic: Link | None
    answers: int
    unchanged: int


def position_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[PositionRow]:
    """One part of the public positions, by topic, of ``size`` rows or a page. At most five queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    found, after = listed("position", parameters.get("after", ""), size or PAGE, name="positions")
    count = kept_counts({"type": ["position"]}).get(("type", "position"), 0)
    return Part(rows=position_rows(found), count=count, after=after)


def position_rows(positions: Sequence[Document]) -> tuple[PositionRow, ...]:
    """The rows of these positions, from their documents. Three queries."""
    topics = labels({("topic", position["topic"]) for position in positions if "topic" in position})
    unchanged = kept_counts({"unchanged": [position["slug"] for position in positions]})
    return tuple(
        PositionRow(
            **common,
            document=position,
            topic=Link(topic.name, topic.path) if topic else None,
            answers=len(position.get("answers", ())),
            unchanged=unchanged.get(("unchanged", position["slug"]), 0),
        )
        for position, common in zip(positions, _common(positions), strict=True)
        for topic in [topics.get(("topic", position.get("topic", "")))]
    )


def brief_rows(positions: Sequence[Document]) -> tuple[BriefRow, ...]:
    """The rows of these positions in brief. One query."""
    return tuple(BriefRow(**common) for common in _common(positions))


def _common(positions: Sequence[Document]) -> Iterator[dict[str, Any]]:
    spans = spans_of("position", [position["slug"] for position in positions])
    for position in positions:
        found = spans.get(position["slug"], NO_SPAN)
        days = [FuzzyDate.parse(said).short_words() for said in (found.first, found.latest) if said]
        period = span(*days) if days else ""
        facts = number_of(found.claims, "claim") if found.claims else "No claims yet"
        yield {
            "slug": position["slug"],
            "question": position["question"],
            "url": position_path(position["slug"]),
            "claims": found.claims,
            "period": period,
            "facts": f"{facts}, {period}" if period else facts,
        }
