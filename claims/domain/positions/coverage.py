"""How far a span of time was searched for what a voice said on a position.

Silence is known only if somebody searched. A search proves silence if it names outlets and terms, all its
hits are on record, and it missed nothing that our record has of its voice in its outlets.

    span        ├──────────────────────────────┤
    searches       ├───────────┤    ├──────┤          days searched: the union
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.voices import AttributedStance, Voice, line_of
from claims.domain.record.shared import CoverageRecord
from claims.domain.text.folding import fold

FEWEST_SILENT_DAYS: Final = 30
"""The least number of days of a silence that pages report."""

Searched = Literal["searched", "partly_searched", "not_searched"]
SEARCHED: Final[Mapping[Searched, str]] = MappingProxyType(
    {"searched": "searched", "partly_searched": "searched in part", "not_searched": "not searched"}
)


@dataclass(frozen=True, slots=True)
class Search:
    """A coverage check, and the days that it covers.

    ``starts`` and ``ends`` are its span as recorded, which may be months or years. ``first`` and ``last`` are
    the first and the last day that were certainly searched, both included, or None if that is not known.
    ``known`` is the number of statements on record that it should have found, ``missed`` are the keys of
    those that it did not.
    """

    record: CoverageRecord
    starts: FuzzyDate
    ends: FuzzyDate
    first: date | None
    last: date | None
    known: int = 0
    missed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, record: CoverageRecord) -> Search:
        """The search of a coverage record. It ends at the latest on the day when it was made."""
        starts, ends = FuzzyDate.parse(record.from_), FuzzyDate.parse(record.to)
        return cls(record, starts, ends, _first(starts), _last(ends, FuzzyDate.parse(record.checked_on)))

    @property
    def is_named(self) -> bool:
        """Whether it names outlets and terms; otherwise it proves no silence."""
        return bool(self.record.outlets and self.record.terms)

    @property
    def proves_silence(self) -> bool:
        """Whether it shows that nothing was said on its days except what our record has."""
        hits = self.record.hits
        return self.is_named and not self.missed and hits is not None and hits <= len(self.record.found)

    def compared_with(self, stances: Iterable[AttributedStance]) -> Search:
        """The search with what it missed of these stances on one of its positions."""
        known = {
            one.key
            for one in line_of(stances, Voice(self.record.voice, "", office=self.record.office))
            if self.first and self.last and self.first <= one.said.earliest and one.said.latest <= self.last
            if one.outlets & set(self.record.outlets)
        }
        return replace(self, known=len(known), missed=frozenset(known.difference(self.record.found)))

    def without(self, key: str) -> Search:
        """The search as if this claim were not on record."""
        return replace(self, missed=self.missed - {key})

    def is_about(self, voice: Voice, position: str) -> bool:
        """Whether it searched for this voice on this position."""
        record = self.record
        if position not in record.positions or fold(record.office) != fold(voice.office):
            return False
        if voice.with_parts and not record.with_parts:
            return False
        return record.voice == voice.slug


@dataclass(frozen=True, slots=True)
class Span:
    """How far the days ``first`` to ``last``, both included, were searched. An open end is a sentinel.

    ``days`` is the number of days, or None for a span with an open end. ``outlets`` are the slugs of all
    outlets searched, ``checks`` the slugs of the searches, latest last. ``silent_days`` is the number of days
    on which searches prove that nothing was said, ``silent_outlets`` are the outlets of these searches.
    """

    first: date
    last: date
    days: int | None
    searched_days: int
    silent_days: int
    outlets: tuple[str, ...]
    checks: tuple[str, ...]
    checked_on: str
    silent_outlets: tuple[str, ...] = ()

    @property
    def searched(self) -> Searched:
        """How far it was searched, whatever the searches found."""
        if self.days is not None and self.searched_days == self.days > 0:
            return "searched"
        return "partly_searched" if self.checks else "not_searched"


def searches_about(
    searches: Iterable[Search], voice: Voice, position: str, stances: Sequence[AttributedStance]
) -> tuple[Search, ...]:
    """The searches for this voice on this position, by the day on which they were made.

    Each is compared with the ``stances`` on the position.
    """
    found = [search.compared_with(stances) for search in searches if search.is_about(voice, position)]
    return tuple(sorted(found, key=lambda search: (search.record.checked_on, search.record.slug)))


def span_searched(searches: Sequence[Search], first: date, last: date) -> Span:
    """What the searches cover of the days from ``first`` to ``last``. A span without days is not searched."""
    within = [search for search in searches if _part(search, first, last)]
    is_open = first == EARLIEST or last == LATEST
    silent = [search for search in within if search.proves_silence]
    # A search with hits that are not on record casts doubt on the others of its days.
    doubtful = [search for search in within if search.record.hits and not search.proves_silence]
    return Span(
        first=first,
        last=last,
        days=None if is_open else max((last - first).days + 1, 0),
        searched_days=_days([search for search in within if search.is_named], first, last),
        silent_days=_days([*silent, *doubtful], first, last) - _days(doubtful, first, last),
        outlets=tuple(sorted({outlet for search in within for outlet in search.record.outlets})),
        checks=tuple(search.record.slug for search in within),
        checked_on=max((search.record.checked_on for search in within), default=""),
        silent_outlets=tuple(sorted({outlet for search in silent for outlet in search.record.outlets})),
    )


@dataclass(frozen=True, slots=True)
class SearchedDays:
    """The number of days searched, the first and the last of them, and the number of outlets.

    ``spans`` are the days themselves, each from a first to a last day, in order.
    """

    days: int
    first: FuzzyDate
    last: FuzzyDate
    outlets: int
    spans: tuple[tuple[date, date], ...] = ()


def days_searched(searches: Iterable[Search]) -> SearchedDays | None:
    """What these searches covered, or None if none of them names outlets, terms and days."""
    named = [one for one in searches if one.is_named and one.first and one.last and one.first <= one.last]
    if not named:
        return None
    first = min(one.first for one in named if one.first)
    last = max(one.last for one in named if one.last)
    return SearchedDays(
        days=_days(named, first, last),
        first=FuzzyDate.parse(first.isoformat()),
        last=FuzzyDate.parse(last.isoformat()),
        outlets=len({outlet for one in named for outlet in one.record.outlets}),
        spans=_joined(sorted((one.first, one.last) for one in named if one.first and one.last)),
    )


def _joined(spans: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Spans of days, sorted, with those that touch each other joined."""
    found: list[tuple[date, date]] = []
    for first, last in spans:
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def not_searched(searched: SearchedDays | None, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The days from ``first`` to ``last`` that nobody searched, as spans in order, both ends included."""
    found, begins = [], first.toordinal()
    for begun, ended in searched.spans if searched else ():
        if begins < min(begun.toordinal(), last.toordinal() + 1):
            ends = min(begun.toordinal() - 1, last.toordinal())
            found.append((date.fromordinal(begins), date.fromordinal(ends)))
        begins = max(begins, ended.toordinal() + 1)
    if begins <= last.toordinal():
        found.append((date.fromordinal(begins), last))
    return tuple(found)


def _first(day: FuzzyDate) -> date | None:
    """The first day that was certainly searched: the first of the unit named, or the last if it is vague."""
    if day.starts_open or (_is_vague(day) and day.ends_open):
        return None
    return day.latest if _is_vague(day) else day.earliest


def _is_vague(day: FuzzyDate) -> bool:
    return "~" in day.text or "/" in day.text


def _last(day: FuzzyDate, checked: FuzzyDate) -> date | None:
    """The last day that was certainly searched, at the latest the day of the check."""
    if day.ends_open or (_is_vague(day) and day.starts_open):
        return None if checked.undated else checked.earliest
    ended = day.earliest if _is_vague(day) else day.latest
    if checked.undated or ended < checked.latest:
        return ended
    return checked.earliest


def _part(search: Search, first: date, last: date) -> tuple[date, date] | None:
    """The first and last day of the span that a search covers, or None. Without a known start it is None."""
    if search.first is None or search.last is None:
        return None
    begun, ended = max(search.first, first), min(search.last, last)
    return (begun, ended) if begun <= ended else None


def _days(searches: Iterable[Search], first: date, last: date) -> int:
    """The number of days of the span that lie in any of the searches."""
    parts = sorted(part for search in searches if (part := _part(search, first, last)))
    total, reached = 0, first.toordinal() - 1
    for begun, ended in parts:
        total += max(ended.toordinal() - max(begun.toordinal() - 1, reached), 0)
        reached = max(reached, ended.toordinal())
    return total
