"""The positions by topic, with what each has on the public record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import position_path
from claims.domain.text.plurals import number_of
from claims.queries.claim.spans import NO_SPAN, Span, spans_of
from claims.queries.names import Label, labels
from claims.queries.page_values import Link
from claims.queries.paging import Part, kept_counts, listed, span
from claims.queries.records import Document

PARAMETERS = ("after",)
PAGE = 100


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
    """One part of the public positions, by topic, of ``size`` rows or a page. At most five queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    found, after = listed("position", parameters.get("after", ""), size or PAGE, name="positions")
    count = kept_counts({"type": ["position"]}).get(("type", "position"), 0)
    return Part(rows=position_rows(found), count=count, after=after)


def position_rows(positions: Sequence[Document]) -> tuple[PositionRow, ...]:
    """The rows of these positions, from their documents. Three queries."""
    if not positions:
        return ()
    slugs = [position["slug"] for position in positions]
    spans = spans_of("position", slugs)
    unchanged = kept_counts({"unchanged": slugs})
    topics = labels({("topic", position["topic"]) for position in positions if "topic" in position})
    return tuple(
        _row(
            position,
            topics.get(("topic", position.get("topic", ""))),
            spans.get(position["slug"], NO_SPAN),
            unchanged.get(("unchanged", position["slug"]), 0),
        )
        for position in positions
    )


def _row(position: Document, topic: Label | None, found: Span, unchanged: int) -> PositionRow:
    days = [FuzzyDate.parse(said).short_words() for said in (found.first, found.latest) if said]
    period = span(*days) if days else ""
    facts = number_of(found.claims, "claim") if found.claims else "No claims yet"
    return PositionRow(
        slug=position["slug"],
        question=position["question"],
        url=position_path(position["slug"]),
        topic=Link(topic.name, topic.path) if topic else None,
        answers=len(position.get("answers", ())),
        claims=found.claims,
        unchanged=unchanged,
        period=period,
        facts=f"{facts}, {period}" if period else facts,
    )
