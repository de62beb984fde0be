"""What happened, as it is shown beside what was said on a position."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.dates import FuzzyDate
from claims.domain.paths import source_path
from claims.domain.shared_records import EventRecord
from claims.models import Event
from claims.queries.listed import Link
from claims.queries.records import public_records

MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """A public event with the sources that tell of it."""

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
        return "" if self.date.undated or self.date.is_bounds else self.date.text.rstrip("~?%")


def events_on(
    position: str, *, at: datetime | None = None, known_by: date | None = None
) -> tuple[Happened, ...]:
    """The public events on a position by their day, undated ones last; the first 200.

    ``at`` an instant, those that were on record then, in the words of then. With ``known_by``, those that
    had happened by the end of that day. One query, or two.
    """
    rows = (
        Event.objects.published()
        .filter(positions__slug=position)
        .order_by("date_undated", "date_latest", "date_earliest", "slug", "sources__title")
        .values_list("slug", "text", "date", "sources__key", "sources__title")
    )
    found: dict[str, Happened] = {}
    for slug, text, day, key, title in rows[: MOST_EVENTS * 3]:
        before = found.get(slug)
        source = (Link(title, source_path(key, title)),) if key else ()
        told = before.sources if before else ()
        found[slug] = Happened(slug, text, FuzzyDate.parse(day), told + source)
    events = list(found.values())
    if at is not None:
        events = _held(events, at)
    if known_by is not None:
        events = [event for event in events if event.date.latest <= known_by]
    return tuple(events[:MOST_EVENTS])


def _held(events: list[Happened], at: datetime) -> list[Happened]:
    held = public_records([("event", event.slug) for event in events], at=at)
    records = {key: found.record for (_, key), found in held.items()}
    then = []
    for event in events:
        record = records.get(event.slug)
        if isinstance(record, EventRecord):
            then.append(Happened(event.slug, record.text, FuzzyDate.parse(record.date), event.sources))
    return sorted(then, key=lambda one: (one.date.undated, one.date.latest, one.date.earliest, one.slug))
