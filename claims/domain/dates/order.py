"""The known order of statements, from their dates, their times of day, and the relation ``precedes``.

Dates are ordered if two or more days lie between them. Neighbouring days are ordered if both statements were
made in one place, if one source gives both days, or if times of day say so: the day depends on the place.

The order is partial. Two integers for each statement hold, as bits, all that are known to come before it and
all that are known to come after it, so that sets of statements are combined in single operations::

    a  ├──┤                     before(c) = a, b        after(a) = c
    b     ├─────┤               before(b) = nothing     after(b) = c
    c              ├──┤
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from operator import or_
from typing import Protocol, TypeVar

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate, Order, order

ONE_DAY = timedelta(days=1)
Edge = tuple[int, int]


class Dated(Protocol):
    """Anything said: its key, its date, and the keys of what is known to have been said later.

    ``sources`` are the keys of the sources that give its words and date. ``place`` is where it was said,
    folded.
    """

    @property
    def key(self) -> str: ...
    @property
    def said(self) -> FuzzyDate: ...
    @property
    def precedes(self) -> frozenset[str]: ...
    @property
    def sources(self) -> frozenset[str]: ...
    @property
    def place(self) -> str: ...


T = TypeVar("T", bound=Dated)


class KnownOrder:
    """The known order of some things with different keys.

    ``places`` are their indices in the sequence given, sorted so that nothing comes before what is known to
    be earlier. Where the order is not known, the latest possible day decides. A rank is a place in this
    order, and the number of the bit in ``before`` and ``after``. Relations that contradict the dates, or
    close a circle, are ignored.
    """

    __slots__ = ("after", "before", "places")

    def __init__(self, things: Sequence[Dated]) -> None:
        begun = sorted(range(len(things)), key=lambda n: _place(things[n]))
        edges = _edges(things, begun)
        before, after, followed = _masks([things[n] for n in begun], edges)
        if followed:
            # The relations add to the order of the days: sort again, and renumber the bits.
            ranks = sorted(range(len(begun)), key=_placing(things, begun, before, followed))
            moved = {old: new for new, old in enumerate(ranks)}
            begun = [begun[n] for n in ranks]
            edges = [(moved[one], moved[other]) for one, other in followed]
            before, after, _ = _masks([things[n] for n in begun], edges)
        self.places: tuple[int, ...] = tuple(begun)
        self.before: list[int] = before
        self.after: list[int] = after

    def latest_before(self, rank: int, among: int = -1) -> Iterator[int]:
        """The ranks known to be directly before a rank. ``among`` limits them, as bits."""
        left = self.before[rank] & among
        while left:
            latest = left.bit_length() - 1
            yield latest
            left &= ~(self.before[latest] | 1 << latest)


def in_known_order(things: Sequence[T]) -> tuple[T, ...]:
    """The things in known order; where it is not known, by their latest day, undated ones last."""
    if not any(thing.precedes for thing in things):
        return tuple(sorted(things, key=_place))
    return tuple(things[n] for n in KnownOrder(things).places)


def earlier_and_later(thing: T, others: Sequence[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """The ``others`` that are known to be earlier than the thing, and those known to be later.

    ``others`` are in known order. The result is that of a ``KnownOrder`` of all of them, but without
    relations and times of day it is enough to compare each date with that of the thing.
    """
    if not any(one.precedes or one.said.instant for one in (thing, *others)):
        begun = max(thing.said.earliest, EARLIEST + ONE_DAY) - ONE_DAY
        ended = min(thing.said.latest, LATEST - ONE_DAY) + ONE_DAY
        return (
            tuple(one for one in others if one.said.latest <= begun and is_known_before(one, thing)),
            tuple(one for one in others if one.said.earliest >= ended and is_known_before(thing, one)),
        )
    everything = [*others, thing]
    known = KnownOrder(everything)
    rank = known.places.index(len(others))
    before, after = known.before[rank], known.after[rank]
    placed = [(n, everything[place]) for n, place in enumerate(known.places)]
    return (
        tuple(one for n, one in placed if before >> n & 1),
        tuple(one for n, one in placed if after >> n & 1),
    )


def latest_of(things: Sequence[T]) -> tuple[T, ...]:
    """The things that nothing is known to follow, in known order."""
    if things and not any(thing.precedes for thing in things):
        # A thing that ended two days before another began is followed by it, whatever the times of day.
        newest = max(thing.said.earliest for thing in things)
        oldest = max(newest, EARLIEST + 2 * ONE_DAY) - 2 * ONE_DAY
        things = [thing for thing in things if thing.said.latest >= oldest]
    known = KnownOrder(things)
    return tuple(things[place] for rank, place in enumerate(known.places) if not known.after[rank])


def is_known_before(one: Dated, other: Dated) -> bool:
    """Whether ``one`` is known to be before ``other``, by the two alone."""
    by_date = order(one.said, other.said)
    if by_date is Order.UNKNOWN:
        return other.key in one.precedes or (
            other.said.earliest - one.said.latest == ONE_DAY and _is_one_calendar(one, other)
        )
    return by_date is Order.BEFORE


def _is_one_calendar(one: Dated, other: Dated) -> bool:
    """Whether the days of two statements are of one place, so that one day later is later."""
    if one.said.instant and other.said.instant:
        return False  # The times have decided.
    return bool(one.sources & other.sources) or bool(one.place and one.place == other.place)


def _place(thing: Dated) -> tuple[date, date, float, str]:
    said = thing.said
    return (said.latest, said.earliest, said.instant.timestamp() if said.instant else 0.0, thing.key)


def _placing(
    things: Sequence[Dated], begun: Sequence[int], before: Sequence[int], followed: Sequence[Edge]
) -> Callable[[int], tuple[date, int, int]]:
    """A sort key: the latest day of a thing and of all that relations put before it, and their number."""
    sources = {one: things[begun[one]].said.latest for one, _ in followed}

    def place(rank: int) -> tuple[date, int, int]:
        latest = [day for one, day in sources.items() if before[rank] >> one & 1]
        return (max([things[begun[rank]].said.latest, *latest]), before[rank].bit_count(), rank)

    return place


def _edges(things: Sequence[Dated], begun: Sequence[int]) -> list[Edge]:
    if not any(thing.precedes for thing in things):
        return []
    ranks = {things[n].key: rank for rank, n in enumerate(begun)}
    return sorted(
        (ranks[thing.key], ranks[later])
        for thing in things
        for later in thing.precedes
        if later in ranks and later != thing.key
    )


def _masks(things: Sequence[Dated], edges: Sequence[Edge]) -> tuple[list[int], list[int], list[Edge]]:
    by_latest = sorted(range(len(things)), key=lambda n: things[n].said.latest)
    by_earliest = sorted(range(len(things)), key=lambda n: things[n].said.earliest, reverse=True)
    ended = [0, *accumulate((1 << n for n in by_latest), or_)]
    begun = [0, *accumulate((1 << n for n in by_earliest), or_)]
    ends = [things[n].said.latest.toordinal() for n in by_latest]
    starts = [-things[n].said.earliest.toordinal() for n in by_earliest]
    before = [ended[bisect_left(ends, thing.said.earliest.toordinal() - 1)] for thing in things]
    after = [begun[bisect_left(starts, -thing.said.latest.toordinal() - 1)] for thing in things]
    _follow_times(things, before, after)
    _follow_neighbours(things, before, after)
    followed = [edge for edge in edges if _follow(edge, before, after)]
    return before, after, followed


def _follow_times(things: Sequence[Dated], before: list[int], after: list[int]) -> None:
    """Order things of one day by time."""
    days: dict[date, list[tuple[datetime, int]]] = {}
    for n, thing in enumerate(things):
        if thing.said.instant:
            days.setdefault(thing.said.earliest, []).append((thing.said.instant, n))
    for timed in days.values():
        timed.sort()
        earlier = [0, *accumulate((1 << n for _, n in timed), or_)]
        instants = [instant for instant, _ in timed]
        for instant, n in timed:
            before[n] |= earlier[bisect_left(instants, instant)]
            after[n] |= earlier[-1] & ~earlier[bisect_right(instants, instant)]


def _follow_neighbours(things: Sequence[Dated], before: list[int], after: list[int]) -> None:
    """Order things of neighbouring days, where times of day or one place allow it."""
    ending: dict[date, list[int]] = {}
    for n, thing in enumerate(things):
        ending.setdefault(thing.said.latest, []).append(n)
    has_times = any(thing.said.instant for thing in things)
    for n, thing in enumerate(things):
        if thing.said.starts_open:
            continue
        for one in ending.get(thing.said.earliest - ONE_DAY, ()):
            if is_known_before(things[one], thing):
                if has_times:
                    _follow((one, n), before, after)
                before[n] |= 1 << one
                after[one] |= 1 << n


def _follow(edge: Edge, before: list[int], after: list[int]) -> bool:
    """Add a relation to the order. False if the order has it already, or contradicts it."""
    one, other = edge
    if before[other] >> one & 1 or before[one] >> other & 1:
        return False
    earlier, later = before[one] | 1 << one, after[other] | 1 << other
    for n in ranks_in(later):
        before[n] |= earlier
    for n in ranks_in(earlier):
        after[n] |= later
    return True


def ranks_in(mask: int) -> Iterator[int]:
    """The ranks that a number holds as bits, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
