"""The timeline of a voice on a position: changes, answers, and intervals without statements.

    for      ●───●──┄┄┄┄┄┄┄──●                 ● in own words, or as reported
    middle                    ╲                ┄ an interval so long that the line is broken there
    against                    ●───●           ╲ a change of position
    summed up        ○                         ○ no part of the line

The result does not depend on the order of the stances given. What it states is true for every order that the
dates allow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from claims.domain.dates.order import KnownOrder, in_known_order
from claims.domain.positions.changes import Change, changes_between, least_changes
from claims.domain.positions.coverage import Search, SearchedDays, days_searched, searches_about
from claims.domain.positions.days import CountedDay, units_of
from claims.domain.positions.gaps import Interval, long_intervals
from claims.domain.positions.grades import LAYERS, Layer
from claims.domain.positions.sides import Answers
from claims.domain.positions.steps import PositionStep, steps_among
from claims.domain.positions.voices import AttributedStance, Voice, line_of


@dataclass(frozen=True)
class Timeline:
    """What is known of a voice on a position.

    * ``stances`` are in own words or reported, in known order. ``summed_up`` are not part of the line.
      A sentence that sums up one of the ``stances`` is in neither.
    * ``units`` are the days of the ``stances`` in known order, which ``known`` has.
    * ``changes`` rest on quotations, ``reported_changes`` hold "as reported" only.
    * ``searched`` are the days on which anybody searched for the line, or None.
    """

    voice: Voice
    answers: Answers
    stances: tuple[AttributedStance, ...]
    summed_up: tuple[AttributedStance, ...]
    units: tuple[CountedDay, ...] = field(compare=False, repr=False)
    known: KnownOrder = field(compare=False, repr=False)
    changes: tuple[Change, ...]
    reported_changes: tuple[Change, ...]
    intervals: tuple[Interval, ...]
    searched: SearchedDays | None

    @property
    def all_stances(self) -> tuple[AttributedStance, ...]:
        return (*self.stances, *self.summed_up)

    @cached_property
    def least_changes(self) -> int:
        """The number of changes among quotations that every order gives; it is exact if ``is_ordered``."""
        return least_changes(self.units, self.known, self.answers)

    @cached_property
    def steps(self) -> Mapping[str, PositionStep]:
        """Each stance, by the key of its claim, compared with the one before it."""
        return steps_among(self.units, self.known, self.answers)

    @property
    def is_ordered(self) -> bool:
        """Whether the order of every two quoted units on different sides is known."""
        return _is_ordered(self.units, self.known, self.answers)


def by_layer(stances: Iterable[AttributedStance]) -> Mapping[Layer, tuple[AttributedStance, ...]]:
    """The stances by layer, with an entry for every layer."""
    found: dict[Layer, list[AttributedStance]] = {layer: [] for layer in LAYERS}
    for stance in stances:
        found[stance.grading.layer].append(stance)
    return {layer: tuple(members) for layer, members in found.items()}


def timeline(
    stances: Sequence[AttributedStance],
    *,
    voice: Voice,
    position: str,
    answers: Answers,
    searches: Sequence[Search] = (),
) -> Timeline:
    """The timeline of a voice on one position. ``stances`` may include those of other voices.

    ``searches`` are any coverage checks.
    """
    line = line_of(stances, voice)
    said = in_known_order([stance for stance in line if stance.is_in_line])
    summaries = [stance for stance in line if not stance.is_in_line]
    if any(stance.sums_up for stance in summaries):
        summed_up = {stance.key for stance in stances if stance.is_in_line}
        summaries = [stance for stance in summaries if not stance.sums_up & summed_up]
    begun = units_of(said)
    known = KnownOrder(begun)
    units = tuple(begun[n] for n in known.places)
    changes = changes_between(units, known, answers)
    about = searches_about(searches, voice, position, stances)
    return Timeline(
        voice=voice,
        answers=answers,
        stances=said,
        summed_up=in_known_order(summaries),
        units=units,
        known=known,
        changes=tuple(change for change in changes if not change.is_as_reported),
        reported_changes=tuple(change for change in changes if change.is_as_reported),
        intervals=long_intervals(said, about),
        searched=days_searched(about),
    )


def _is_ordered(units: Sequence[CountedDay], known: KnownOrder, answers: Answers) -> bool:
    quoted = [n for n, unit in enumerate(units) if not unit.is_as_reported]
    everything = sum(1 << n for n in quoted)
    on_side: dict[str, int] = {}
    for n in quoted:
        side = answers.side(units[n].answer)
        on_side[side] = on_side.get(side, 0) | 1 << n
    return not any(
        everything & ~(known.before[n] | known.after[n] | on_side[answers.side(units[n].answer)])
        for n in quoted
    )
