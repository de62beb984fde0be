"""The events that are shown with the statements on a position."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.identity import Place
from claims.domain.record.paths import source_path
from claims.queries.page_values import Link
from claims.queries.records import Document

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


def first_events(events: Iterable[Document], *, known_by: date | None = None) -> list[Document]:
    """The first 200 of these events by their day, undated ones last.

    With ``known_by``, those that had happened by the end of that day.
    """
    days = [(FuzzyDate.parse(event.get("date", "")), event) for event in events]
    had_happened = [one for one in days if known_by is None or one[0].latest <= known_by]
    had_happened.sort(key=lambda one: (one[0].undated, one[0].latest, one[0].earliest, one[1]["slug"]))
    return [event for _, event in had_happened[:MOST_EVENTS]]


def shown_events(events: Iterable[Document], documents: Mapping[Place, Document]) -> tuple[PublicEvent, ...]:
    """These events; ``documents`` has the public sources among those that they name."""
    return tuple(
        PublicEvent(one["slug"], one["text"], FuzzyDate.parse(one.get("date", "")), _links(one, documents))
        for one in events
    )


def _links(event: Document, sources: Mapping[Place, Document]) -> tuple[Link, ...]:
    """The public sources of an event, by title."""
    titles = {
        key: sources["source", key]["title"] for key in event.get("sources", ()) if ("source", key) in sources
    }
    return tuple(Link(title, source_path(key, title)) for key, title in sorted(titles.items(), key=_title))


def _title(source: tuple[str, str]) -> tuple[str, str]:
    key, title = source
    return title, key
