"""The events that are shown with the statements on a position."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Value

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import source_path
from claims.models import Event
from claims.queries.page_values import Link
from claims.queries.records import held_text

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
    """The first 200 public events on a position by their day, undated ones last. One query.

    With ``at``, the events on record at that instant, as they read then. With ``known_by``, the events that
    had happened by the end of that day.
    """
    then = Value("") if at is None else held_text("event", at=at)
    rows = (
        Event.objects.published()
        .filter(positions__slug=position)
        .order_by("date_undated", "date_latest", "date_earliest", "slug", "sources__title")
        .values_list("slug", "text", "date", "sources__key", "sources__title", then)
    )
    found: dict[str, PublicEvent] = {}
    for slug, text, day, key, title, record in rows[: MOST_EVENTS * 3]:
        if at is not None:
            if not record:
                continue
            document = json.loads(record)
            text, day = document["text"], document.get("date", "")
        before = found[slug].sources if slug in found else ()
        source = (Link(title, source_path(key, title)),) if key else ()
        found[slug] = PublicEvent(slug, text, FuzzyDate.parse(day), before + source)
    events = sorted(
        found.values(), key=lambda one: (one.date.undated, one.date.latest, one.date.earliest, one.slug)
    )
    if known_by is not None:
        events = [event for event in events if event.date.latest <= known_by]
    return tuple(events[:MOST_EVENTS])
