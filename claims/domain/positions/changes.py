"""Changes of position: two successive answers of one voice on different sides.

Two answers are successive if their order is known and no other answer that is quoted is known to lie between
them. Answers of one side differ in degree, which is no change. How often a position changed is the least
number that every order gives which the dates allow::

    for      ──●                    ●──       2 changes; the undated answer adds none
    against        ├┄┄┄┄┄┄●┄┄┄┄┄┤
                 ●
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from claims.domain.dates.fuzzy import DayRange
from claims.domain.dates.order import KnownOrder, ranks_in
from claims.domain.positions.days import CountedDay
from claims.domain.positions.sides import Answers
from claims.domain.positions.voices import AttributedStance

Pair = tuple[int, int]


class Change(Struct, frozen=True):
    """A change of position between ``before`` and ``after``, the stances nearest to it on either side.

    ``latest`` and ``first`` are the nearest two whose order is known. ``keys`` are the claims without which
    these two would be different; of several in one unit, none is included. ``is_as_reported`` means that
    ``before`` or ``after`` is not quoted.
    """

    latest: AttributedStance
    first: AttributedStance
    before: tuple[AttributedStance, ...]
    after: tuple[AttributedStance, ...]
    keys: frozenset[str]
    is_as_reported: bool

    @property
    def days(self) -> DayRange:
        """The time between."""
        return _days_between(self.before, self.after)

    @property
    def other_speakers(self) -> bool:
        """Whether nobody who spoke before spoke after."""
        return not _speaking(self.before) & _speaking(self.after)

    @property
    def from_answer(self) -> str:
        return self.latest.answer

    @property
    def to_answer(self) -> str:
        return self.first.answer


def changes_between(units: Sequence[CountedDay], known: KnownOrder, answers: Answers) -> tuple[Change, ...]:
    """The changes among units that are in known order.

    Changes are first found among quotations alone. Further changes, which need words that are not quoted, are
    marked ``is_as_reported``.
    """
    everything = (1 << len(units)) - 1
    quoted = sum(1 << n for n, unit in enumerate(units) if not unit.is_as_reported)
    found: list[list[Pair]] = []
    asserted: dict[tuple[str, str], list[Pair]] = {}
    for sides, pairs in _pairs(units, known, answers, quoted).items():
        asserted[sides] = pairs
        found.extend(_each_once(pairs, known))
    for sides, pairs in _pairs(units, known, answers, everything if quoted != everything else 0).items():
        quoted_pairs = asserted.get(sides, [])
        new = [pair for pair in pairs if not _within_any(pair, quoted_pairs, known)]
        found.extend(_each_once(new, known))
    changes = [_change([(units[one], units[other]) for one, other in merged]) for merged in found]
    return tuple(sorted(changes, key=lambda change: (change.after[0].said.earliest, change.after[0].key)))


def least_changes(units: Sequence[CountedDay], known: KnownOrder, answers: Answers) -> int:
    """The least number of changes among the quoted units, whatever order the dates allow.

    A chain of units in known order changes sides as often as its neighbours differ, and no order of all has
    fewer changes than such a chain. If there are more sides than a chain has, there are as many changes as
    sides less one.
    """
    quoted = [n for n, unit in enumerate(units) if not unit.is_as_reported]
    sides = {n: answers.side(units[n].answer) for n in quoted}
    among = sum(1 << n for n in quoted)
    fewest = len(quoted)
    for begun in set(sides.values()):
        changed: dict[int, int] = {}
        for n in quoted:
            before = [changed[one] + (sides[one] != sides[n]) for one in known.latest_before(n, among)]
            changed[n] = max(before, default=int(sides[n] != begun))
        fewest = min(fewest, max(changed.values()))
    return max(fewest, len(set(sides.values())) - 1, 0) if quoted else 0


def _pairs(
    units: Sequence[CountedDay], known: KnownOrder, answers: Answers, among: int
) -> dict[tuple[str, str], list[Pair]]:
    """The successive units on different sides, by their sides. ``among`` limits the units, as bits."""
    found: dict[tuple[str, str], list[Pair]] = {}
    for later in ranks_in(among):
        to_side = answers.side(units[later].answer)
        for earlier in known.latest_before(later, among):
            from_side = answers.side(units[earlier].answer)
            if from_side != to_side:
                found.setdefault((from_side, to_side), []).append((earlier, later))
    return found


def _within_any(pair: Pair, quoted_pairs: Iterable[Pair], known: KnownOrder) -> bool:
    """Whether a pair may be the same change as one of the pairs of quotations in ``quoted_pairs``."""
    return any(
        not known.before[pair[0]] >> later & 1 and not known.before[earlier] >> pair[1] & 1
        for earlier, later in quoted_pairs
    )


def _each_once(pairs: Iterable[Pair], known: KnownOrder) -> list[list[Pair]]:
    """Merge pairs that may be the same change: one is not known to end before the other begins."""
    merged: list[list[Pair]] = []
    for earlier, later in sorted(pairs):
        if merged and not all(known.before[earlier] >> ended & 1 for _, ended in merged[-1]):
            merged[-1].append((earlier, later))
        else:
            merged.append([(earlier, later)])
    return merged


def _change(pairs: Sequence[tuple[CountedDay, CountedDay]]) -> Change:
    latest, first = min(pairs, key=_distance) if len(pairs) > 1 else pairs[0]
    befores = list(dict.fromkeys(one for one, _ in pairs))
    afters = list(dict.fromkeys(other for _, other in pairs))
    before = tuple(stance for unit in befores for stance in unit.stances)
    after = tuple(stance for unit in afters for stance in unit.stances)
    return Change(
        latest=_quoted_first(latest),
        first=_quoted_first(first),
        before=before,
        after=after,
        keys=_alone(latest) | _alone(first),
        is_as_reported=all(unit.is_as_reported for unit in befores)
        or all(unit.is_as_reported for unit in afters),
    )


def _distance(pair: tuple[CountedDay, CountedDay]) -> tuple[object, ...]:
    """Quoted pairs come first, then those that are the nearest in time."""
    before, after = pair
    reported = before.is_as_reported + after.is_as_reported
    return reported, after.said.earliest - before.said.latest, after.said.earliest, before.key, after.key


def _quoted_first(unit: CountedDay) -> AttributedStance:
    return min(unit.stances, key=lambda one: (one.is_as_reported, one.key))


def _alone(unit: CountedDay) -> frozenset[str]:
    """The key of the stance that represents a unit, unless another one could."""
    keys = {one.key for one in unit.stances if unit.is_as_reported or not one.is_as_reported}
    return frozenset(keys if len(keys) == 1 else ())


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
