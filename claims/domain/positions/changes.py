"""Changes of position: two successive stances of one voice with different answers.

A change is stated only if it is true for every order that the dates allow. The line changed from answer a to
answer b between two stances whose order is known, if no stance with a third answer could lie between them.
Whatever the order of other stances with a or b is, at some point b follows a (``docs/decisions/0011-…``)::

    a ──●                     a and b are dated; the other a could lie anywhere
    a      ├┄┄┄┄┄┄┄┄┄┄┄┤
    b                ●──      changed from a to b between the two dots
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.domain.dates.fuzzy import DayRange
from claims.domain.dates.order import KnownOrder
from claims.domain.positions.days import CountedDay, places_by_answer
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.shared import Answer

Direction = Literal["up", "down", ""]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of position between ``before`` and ``after``, the stances nearest to it on either side.

    ``way`` is the direction in the order of the answers, and empty if they have no order. ``toward`` is the
    side at the end of that way, and empty if the line was on that side already. ``crosses`` means that the
    change leads from one side of the middle to the other. ``days`` is the time between. ``is_as_reported``
    means that ``before`` or ``after`` rests on reported or partial words alone, ``other_speakers`` that
    nobody who spoke before spoke after.
    """

    from_answer: str
    to_answer: str
    before: tuple[AttributedStance, ...]
    after: tuple[AttributedStance, ...]
    way: Direction
    toward: str
    steps: int
    crosses: bool
    days: DayRange
    is_as_reported: bool
    other_speakers: bool


def changes_between(
    units: Sequence[CountedDay], known: KnownOrder, answers: Sequence[Answer]
) -> tuple[Change, ...]:
    """The changes among units that are in known order. ``answers`` is empty if the answers have no order.

    Changes are first found among quotations alone. Further changes that need reported or partial words are
    marked ``is_as_reported``.
    """
    everything = (1 << len(units)) - 1
    quoted = sum(1 << n for n, unit in enumerate(units) if not unit.is_as_reported)
    found: list[tuple[list[int], list[int]]] = []
    asserted: dict[tuple[str, str], list[Pair]] = {}
    for answered, pairs in _pairs(units, known, quoted).items():
        asserted[answered] = pairs
        found.extend(_each_once(pairs, known))
    for answered, pairs in _pairs(units, known, everything if quoted != everything else 0).items():
        quoted_pairs = asserted.get(answered, [])
        found.extend(
            _each_once([pair for pair in pairs if not _within_any(pair, quoted_pairs, known)], known)
        )
    changes = [
        _change([units[n] for n in befores], [units[n] for n in afters], answers) for befores, afters in found
    ]
    return tuple(sorted(changes, key=lambda change: (change.after[0].said.earliest, change.after[0].key)))


def _pairs(units: Sequence[CountedDay], known: KnownOrder, among: int) -> dict[tuple[str, str], list[Pair]]:
    """The nearest pairs of units with different answers and no possible third answer between, by answers.

    ``among`` limits the units, as bits.
    """
    answering = places_by_answer(units)
    found: dict[tuple[str, str], list[Pair]] = {}
    for later in _ranks(among, len(units)):
        to_answer = units[later].answer
        for earlier in known.latest_before(later, among):
            from_answer = units[earlier].answer
            if from_answer == to_answer:
                continue
            allowed = answering[from_answer] | answering[to_answer]
            if not known.may_lie_between(earlier, later) & ~allowed:
                found.setdefault((from_answer, to_answer), []).append((earlier, later))
    return found


def _ranks(among: int, count: int) -> Iterator[int]:
    return (rank for rank in range(count) if among >> rank & 1)


def _within_any(pair: Pair, quoted_pairs: Iterable[Pair], known: KnownOrder) -> bool:
    """Whether a pair may be the same change as one of the pairs of quotations in ``quoted_pairs``."""
    return any(
        not known.before[pair[0]] >> later & 1 and not known.before[earlier] >> pair[1] & 1
        for earlier, later in quoted_pairs
    )


def _each_once(pairs: Iterable[Pair], known: KnownOrder) -> list[tuple[list[int], list[int]]]:
    """Merge pairs that may be the same change: one is not known to end before the other begins."""
    merged: list[tuple[list[int], list[int]]] = []
    for earlier, later in sorted(pairs):
        if merged and not all(known.before[earlier] >> ended & 1 for ended in merged[-1][1]):
            befores, afters = merged[-1]
            befores.extend({earlier} - set(befores))
            afters.extend({later} - set(afters))
        else:
            merged.append(([earlier], [later]))
    return merged


def _change(befores: Sequence[CountedDay], afters: Sequence[CountedDay], answers: Sequence[Answer]) -> Change:
    before = tuple(stance for unit in befores for stance in unit.stances)
    after = tuple(stance for unit in afters for stance in unit.stances)
    from_answer, to_answer = befores[0].answer, afters[0].answer
    places = {answer.slug: n for n, answer in enumerate(answers)}
    steps = places[to_answer] - places[from_answer] if {from_answer, to_answer} <= places.keys() else 0
    sides = {answer.slug: answer.side for answer in answers}
    toward = (answers[-1] if steps > 0 else answers[0]).side if steps else ""
    return Change(
        from_answer=from_answer,
        to_answer=to_answer,
        before=before,
        after=after,
        way="up" if steps > 0 else "down" if steps < 0 else "",
        toward=toward if sides.get(from_answer) != toward else "",
        steps=abs(steps),
        crosses={sides.get(from_answer), sides.get(to_answer)} == {"against", "for"},
        days=_days_between(before, after),
        is_as_reported=all(unit.is_as_reported for unit in befores)
        or all(unit.is_as_reported for unit in afters),
        other_speakers=not _speaking(before) & _speaking(after),
    )


def _speaking(stances: Iterable[AttributedStance]) -> set[str]:
    """All speakers, joint speakers included."""
    return {slug for stance in stances for slug in (stance.speaker, *stance.with_)}


def _days_between(before: Sequence[AttributedStance], after: Sequence[AttributedStance]) -> DayRange:
    """The least and the most days between the stances before a change and those after it."""
    starts = min(one.said.earliest for one in after) - max(one.said.latest for one in before)
    least = max(starts.days, 0)
    if any(one.said.starts_open for one in before) or any(one.said.ends_open for one in after):
        return DayRange(least, None)
    ends = max(one.said.latest for one in after) - min(one.said.earliest for one in before)
    return DayRange(least, max(ends.days, least))
