"""Walks over things that refer to one another."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def reachable(start: T, following: Mapping[T, Collection[T]]) -> frozenset[T]:
    """All things that follow the start, directly or indirectly; the start only if it is in a circle.

    >>> sorted(reachable("a", {"a": ["b"], "b": ["c"]}))
    ['b', 'c']
    """
    found: set[T] = set()
    waiting = list(following.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(following.get(one, ()))
    return frozenset(found)


def circles_in(following: Mapping[T, Iterable[T]]) -> Iterator[tuple[T, ...]]:
    """The circles, no two with a member in common, each in its order.

    >>> [sorted(circle) for circle in circles_in({"a": ["b"], "b": ["a"], "c": ["a"]})]
    [['a', 'b']]
    """
    left = {one: list(others) for one, others in following.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # The sorter expects what comes before each member, and so names the circle backwards.
            circle: tuple[T, ...] = tuple(error.args[1][:0:-1])
            yield circle
            left = {
                one: [other for other in others if other not in circle]
                for one, others in left.items()
                if one not in circle
            }
        else:
            return


def loops_in(parents: Mapping[int, int | None]) -> list[tuple[int, ...]]:
    """The circles of hops, given by their parents; also hops that are their own parent. The lowest first."""
    found = circles_in({number: [] if parent is None else [parent] for number, parent in parents.items()})
    return sorted(found, key=min)


def depths_of(parents: Mapping[int, int | None]) -> dict[int, int]:
    """The number of hops from each hop to the end of its way, itself included. There must be no circles."""
    depths: dict[int, int] = {}
    before = {number: [] if parent is None else [parent] for number, parent in parents.items()}
    for number in TopologicalSorter(before).static_order():
        parent = parents[number]
        depths[number] = 1 if parent is None else depths[parent] + 1
    return depths
