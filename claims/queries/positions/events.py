"""The events that are shown with the statements on a position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.identity import Place
from claims.domain.record.paths import source_path
from claims.queries.page_values import Link
from claims.queries.records import public_documents, referring

MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """A public event with its sources."""

    slug: str
    text: str
    date: FuzzyDate
    sources: tuple[Link, ...]

    @property
    def words(self) -> str:
        return self.date.short_words()

    @property
    def iso(self) -> str:
        """The value of a ``<time>`` element, or empty."""
        return self.date.markup


def events_on(
    position: str, *, at: datetime | None = None, known_by: date | None = None
) -> tuple[PublicEvent, ...]:
    """The first 200 public events on a position by their day, undated ones last. At most two queries.

    With ``at``, the events on record at that instant, as they read then. With ``known_by``, the events that
    had happened by the end of that day.
    """
    rows = [document for _, document in referring("event", [("position", position)], at=at)]
    days = {row["slug"]: FuzzyDate.parse(row.get("date", "")) for row in rows}
    if known_by is not None:
        rows = [row for row in rows if days[row["slug"]].latest <= known_by]
    rows.sort(key=lambda row: _order(days[row["slug"]], row["slug"]))
    shown = rows[:MOST_EVENTS]
    sources = public_documents((("source", key) for row in shown for key in row.get("sources", ())), at=at)
    return tuple(
        PublicEvent(row["slug"], row["text"], days[row["slug"]], _links(row, sources)) for row in shown
    )


def _order(day: FuzzyDate, slug: str) -> tuple[bool, date, date, str]:
    return day.undated, day.latest, day.earliest, slug


def _links(event: Mapping[str, Any], sources: Mapping[Place, Mapping[str, Any]]) -> tuple[Link, ...]:
    """The public sources of an event, by title."""
    titles = {
        key: sources["source", key]["title"] for key in event.get("sources", ()) if ("source", key) in sources
    }
    return tuple(Link(title, source_path(key, title)) for key, title in sorted(titles.items(), key=_title))


def _title(source: tuple[str, str]) -> tuple[str, str]:
    key, title = source
    return title, key
