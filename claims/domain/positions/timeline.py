"""The timeline of a voice on a position: changes, repeats, and intervals without statements.

    for      ●───●──┄┄┄┄┄┄┄──●                 ● a stance that counts   ○ a stance that does not
    middle                    ╲                ┄ an interval so long that the line is broken there
    against          ○         ●───●           ╲ a change of position

The result does not depend on the order of the stances given. What it states is true for every order that the
dates allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.order import KnownOrder, in_known_order
from claims.domain.positions.changes import Change, changes_between
from claims.domain.positions.coverage import Search, Span, searches_about, span_searched
from claims.domain.positions.days import (
    CountedDay,
    counted_days,
    date_range,
    places_by_answer,
    units_of,
    unplaced_days,
)
from claims.domain.positions.gaps import Interval, long_intervals
from claims.domain.positions.steps import PositionStep, steps_among
from claims.domain.positions.voices import AttributedStance, Voice, line_of
from claims.domain.record.shared import Answer


@dataclass(frozen=True, slots=True)
class Repeated:
    """An answer, the number of days on which it was given, and the first and the latest of them."""

    answer: str
    days: int
    first: FuzzyDate
    latest: FuzzyDate
    is_as_reported: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known of a voice on a position.

    * ``stances`` count, and are in known order; ``not_counted`` are shown but do not count.
    * ``days`` is the number of days of the counted stances. ``first`` and ``latest`` are the first and the
      latest known date, ``undated`` the number of occasions without one.
    * ``changes`` rest on quotations, ``reported_changes`` hold "as reported" only.
    * ``repeats`` has an entry for each answer given, in the order of the position's answers.
    * ``steps`` compares each stance, by the key of its claim, with the one before it.
    * ``is_ordered`` means that the order of all stances with different answers is known, so that ``changes``
      is complete.
    * ``span`` says how far the time from first to latest was searched.
    """

    voice: Voice
    stances: tuple[AttributedStance, ...]
    not_counted: tuple[AttributedStance, ...]
    days: int
    undated: int
    first: FuzzyDate | None
    latest: FuzzyDate | None
    changes: tuple[Change, ...]
    reported_changes: tuple[Change, ...]
    repeats: tuple[Repeated, ...]
    steps: Mapping[str, PositionStep]
    intervals: tuple[Interval, ...]
    span: Span | None
    is_ordered: bool
    is_as_reported: bool

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers given, in the order of the position's answers."""
        return tuple(repeated.answer for repeated in self.repeats)


def timeline(
    stances: Sequence[AttributedStance],
    *,
    voice: Voice,
    position: str,
    answers: Sequence[Answer],
    ordered: bool,
    searches: Sequence[Search] = (),
) -> Timeline:
    """The timeline of a voice on one position. ``stances`` may include those of other voices.

    ``answers`` and ``ordered`` are the position's. ``searches`` are any coverage checks.
    """
    line = line_of(stances, voice)
    counted = in_known_order([stance for stance in line if not stance.why_not_counted])
    not_counted = in_known_order([stance for stance in line if stance.why_not_counted])
    begun = units_of(counted)
    known = KnownOrder(begun)
    units = [begun[n] for n in known.places]
    changes = changes_between(units, known, answers if ordered else ())
    about = searches_about(searches, voice, position)
    first, latest = date_range(counted)
    return Timeline(
        voice=voice,
        stances=counted,
        not_counted=not_counted,
        days=counted_days(counted),
        undated=unplaced_days(counted),
        first=first,
        latest=latest,
        changes=tuple(change for change in changes if not change.is_as_reported),
        reported_changes=tuple(change for change in changes if change.is_as_reported),
        repeats=_repeats(units, {answer.slug: n for n, answer in enumerate(answers)}),
        steps=steps_among(units, known, answers if ordered else ()),
        intervals=long_intervals(counted, about, not_counted),
        span=span_searched(about, first.earliest, latest.latest) if first and latest else None,
        is_ordered=_is_ordered(units, known),
        is_as_reported=bool(counted) and all(stance.is_as_reported for stance in counted),
    )


def _repeats(units: Sequence[CountedDay], places: Mapping[str, int]) -> tuple[Repeated, ...]:
    by_answer: dict[str, list[AttributedStance]] = {}
    for unit in units:
        by_answer.setdefault(unit.answer, []).extend(unit.stances)
    return tuple(
        _repeated(answer, by_answer[answer])
        for answer in sorted(by_answer, key=lambda slug: (places.get(slug, len(places)), slug))
    )


def _repeated(answer: str, given: Sequence[AttributedStance]) -> Repeated:
    dates = [one.said for one in given]
    first, latest = date_range(given)
    return Repeated(
        answer=answer,
        days=counted_days(given),
        first=first or min(dates, key=lambda said: (said.latest, said.earliest)),
        latest=latest or max(dates, key=lambda said: (not said.undated, said.earliest, said.latest)),
        is_as_reported=all(one.is_as_reported for one in given),
    )


def _is_ordered(units: Sequence[CountedDay], known: KnownOrder) -> bool:
    """Whether the order of every two units with different answers is known."""
    answering = places_by_answer(units)
    everything = (1 << len(units)) - 1
    return not any(
        everything & ~(known.before[rank] | known.after[rank] | answering[unit.answer])
        for rank, unit in enumerate(units)
    )
