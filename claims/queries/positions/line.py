"""The line of a voice on a position, from which the page and its downloads are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from claims.domain.positions.findings import Finding
from claims.domain.positions.sides import Answers
from claims.domain.positions.timeline import Timeline, timeline
from claims.domain.positions.voices import AttributedStance, Voice
from claims.domain.record.shared import PositionRecord
from claims.queries.names import labels
from claims.queries.page_values import Link
from claims.queries.positions.events import PublicEvent, first_events, shown_events
from claims.queries.positions.leads import Leads, shown_leads
from claims.queries.positions.leads import named_in as named_in_leads
from claims.queries.positions.voices import AskedVoice, KnownVoices, chosen_voice, known_voices
from claims.queries.records import public_documents, record_of
from claims.queries.stances.around import around_each
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


@dataclass(frozen=True, slots=True)
class FoundPosition:
    """A public position with its record of today, or of the past day."""

    record: PositionRecord
    topic: Link | None

    @property
    def texts(self) -> dict[str, str]:
        """The texts of its answers by their slugs."""
        return {answer.slug: answer.text for answer in self.record.answers}

    @property
    def answers(self) -> Answers:
        return Answers.of(self.record)


@dataclass(frozen=True)
class FoundLine:
    """``stances`` are all stances on the position, of every voice. ``line`` is the line of ``voice``.

    ``line`` and ``voice`` are None if nobody speaks. ``is_asked`` means that the address names the voice.
    ``names`` are those of all voices, by slug. ``read`` has the documents of the speakers.
    """

    position: FoundPosition
    looked: LookedAt
    stances: tuple[AttributedStance, ...]
    read: ReadStances
    searches: NamedSearches
    heard: tuple[VoiceHeard, ...]
    known: KnownVoices
    names: Mapping[str, str]
    voice: Voice | None
    line: Timeline | None
    is_asked: bool
    events: tuple[PublicEvent, ...]
    leads: Leads

    @cached_property
    def finding(self) -> Finding | None:
        """The line in words."""
        return Finding(self.line) if self.line else None

    def line_of(self, voice: Voice) -> Timeline:
        """The line of another voice."""
        return _line(self.position, self.stances, self.searches, voice)


def found_position(slug: str, *, at: datetime | None = None) -> FoundPosition | None:
    """The public position, or None if there is none, or was none ``at`` that instant. Two queries."""
    found = record_of("position", slug, at=at)
    if not isinstance(found, PositionRecord):
        return None
    place = ("topic", found.topic)
    topic = labels([place], at=at).get(place) if found.topic else None
    return FoundPosition(found, Link(topic.name, topic.path) if topic else None)


def found_line(slug: str, asked: AskedVoice, looked: LookedAt) -> FoundLine | None:
    """The line of the requested voice on a public position, or None. At most eight queries.

    Raises InvalidQuery for a voice that does not speak on it.
    """
    position = found_position(slug, at=looked.at)
    if position is None:
        return None
    read = read_stances([slug], at=looked.at)
    known = known_voices(read, at=looked.at)
    around = around_each([slug], at=looked.at)[slug]
    events = first_events(around.events, known_by=looked.known_by)
    found = searches_in(around.coverage, slug)
    sources = {("source", key) for event in events for key in event.get("sources", ())}
    named = public_documents(sources | named_in_searches(found) | named_in_leads(around.leads), at=looked.at)
    searches = with_names(found, named)
    stances = read.on[slug]
    if looked.known_by is not None:
        stances = tuple(stance for stance in stances if stance.said.latest <= looked.known_by)
    heard = voices_on(stances, known.names)
    voice = chosen_voice(asked, heard, known)
    return FoundLine(
        position=position,
        looked=looked,
        stances=stances,
        read=read,
        searches=searches,
        heard=heard,
        known=known,
        names={**known.names, **{one.voice.slug: one.voice.name for one in heard}},
        voice=voice,
        line=_line(position, stances, searches, voice) if voice else None,
        is_asked=bool(asked.voice),
        events=shown_events(events, named),
        leads=shown_leads(around.leads, named),
    )


def _line(
    position: FoundPosition,
    stances: tuple[AttributedStance, ...],
    searches: NamedSearches,
    voice: Voice,
) -> Timeline:
    return timeline(
        stances,
        voice=voice,
        position=position.record.slug,
        answers=position.answers,
        searches=searches.searches,
    )
