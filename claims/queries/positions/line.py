"""The line of a voice on a position, from which the page and its downloads are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from claims.domain.positions.coverage import Search
from claims.domain.positions.findings import Finding
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import Stances, Voice
from claims.domain.record.identity import Place
from claims.domain.record.shared import PositionRecord
from claims.queries.names import labels
from claims.queries.page_values import Link
from claims.queries.positions.events import PublicEvent, first_events, shown_events
from claims.queries.positions.leads import Leads, shown_leads
from claims.queries.positions.leads import named_in as named_in_leads
from claims.queries.positions.voices import AskedVoice, KnownVoices, chosen_voice, known_voices
from claims.queries.records import Document, public_documents, record_of
from claims.queries.stances.around import Around, around_each
from claims.queries.stances.attributed import ReadStances, VoiceHeard, read_stances, voices_on
from claims.queries.stances.searches import NamedSearches, searches_in, with_names
from claims.queries.stances.searches import named_in as named_in_searches


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The past day of a page: the record ``at`` an instant, and statements ``known_by`` a day.

    ``as_of`` and ``known_by_text`` are the values in the address; ``parameters`` has both by name.
    """

    at: datetime | None = None
    known_by: date | None = None
    as_of: str = ""
    known_by_text: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        return {"as_of": self.as_of, "known_by": self.known_by_text}


@dataclass(frozen=True)
class FoundPosition:
    """A public position with its record of today, or of the past day."""

    record: PositionRecord
    topic: Link | None

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts of its answers by their slugs."""
        return {answer.slug: answer.text for answer in self.record.answers}

    @cached_property
    def answers(self) -> Answers:
        return Answers.of(self.record)


@dataclass(frozen=True)
class FoundLine:
    """The stances on a position, and what was ``asked``. A page or a file finds only what it shows."""

    position: FoundPosition
    looked: LookedAt
    asked: AskedVoice
    read: ReadStances

    @property
    def is_asked(self) -> bool:
        """Whether the address names the voice."""
        return bool(self.asked.voice)

    @cached_property
    def stances(self) -> Stances:
        """All stances on the position, of every voice."""
        stances, known_by = self.read.on[self.position.record.slug], self.looked.known_by
        if known_by is None:
            return stances
        return Stances(stance for stance in stances if stance.said.latest <= known_by)

    @cached_property
    def known(self) -> KnownVoices:
        return known_voices(self.read, at=self.looked.at)

    @cached_property
    def heard(self) -> tuple[VoiceHeard, ...]:
        return voices_on(self.stances, self.known.names)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of all voices, by slug."""
        return {**self.known.names, **{one.voice.slug: one.voice.name for one in self.heard}}

    @cached_property
    def voice(self) -> Voice | None:
        """The voice that is followed; None if nobody speaks."""
        return chosen_voice(self.asked, self.heard, self.known)

    @cached_property
    def line(self) -> Timeline | None:
        """The line of ``voice``."""
        return self.line_of(self.voice) if self.voice else None

    @cached_property
    def finding(self) -> Finding | None:
        """The line in words."""
        return Finding(self.line) if self.line else None

    def line_of(self, voice: Voice) -> Timeline:
        """The line of a voice."""
        return timeline(
            self.stances,
            voice=voice,
            position=self.position.record.slug,
            answers=self.position.answers,
            searches=self._searches,
        )

    @cached_property
    def searches(self) -> NamedSearches:
        return with_names(self._searches, self._documents)

    @cached_property
    def events(self) -> tuple[PublicEvent, ...]:
        return shown_events(self._events, self._documents)

    @cached_property
    def leads(self) -> Leads:
        return shown_leads(self._around.leads, self._documents)

    @cached_property
    def _around(self) -> Around:
        slug = self.position.record.slug
        return around_each([slug], at=self.looked.at)[slug]

    @cached_property
    def _searches(self) -> tuple[Search, ...]:
        return searches_in(self._around.coverage, self.position.record.slug)

    @cached_property
    def _events(self) -> Sequence[Document]:
        return first_events(self._around.events, known_by=self.looked.known_by)

    @cached_property
    def _documents(self) -> Mapping[Place, Document]:
        """The records that events, searches and leads name."""
        sources = {("source", key) for event in self._events for key in event.get("sources", ())}
        named = sources | named_in_searches(self._searches) | named_in_leads(self._around.leads)
        return public_documents(named, at=self.looked.at)


def found_position(slug: str, *, at: datetime | None = None) -> FoundPosition | None:
    """The public position, or None if there is none, or was none ``at`` that instant. Two queries."""
    found = record_of("position", slug, at=at)
    if not isinstance(found, PositionRecord):
        return None
    place = ("topic", found.topic)
    topic = labels([place], at=at).get(place) if found.topic else None
    return FoundPosition(found, Link(topic.name, topic.path) if topic else None)


def found_line(slug: str, asked: AskedVoice, looked: LookedAt) -> FoundLine | None:
    """The stances on a public position, or None if there is none. At most eight queries for all of it.

    Raises InvalidQuery for a voice that does not speak on it.
    """
    position = found_position(slug, at=looked.at)
    if position is None:
        return None
    found = FoundLine(position, looked, asked, read_stances([slug], at=looked.at))
    if asked != AskedVoice():
        chosen_voice(asked, found.heard, found.known)
    return found
