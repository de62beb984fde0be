"""Walks over things that refer to one another."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
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


def loops_in(parents: Mapping[int, int | None]) -> list[list[int]]:
    """The loops of hops, given by their parents; also hops that are their own parent."""
    settled: set[int] = set()
    loops = []
    for start in sorted(parents):
        path: list[int] = []
        here: int | None = start
        while here is not None and here in parents and here not in settled:
            settled.add(here)
            path.append(here)
            here = parents[here]
        if here in path:
            loops.append(path[path.index(here) :])
    return loops


def depths_of(parents: Mapping[int, int | None]) -> dict[int, int]:
    """The number of hops from each hop to the end of its way, itself included. There must be no loops."""
    depths: dict[int, int] = {}
    for start in parents:
        path: list[int] = []
        here: int | None = start
        while here is not None and here not in depths:
            path.append(here)
            here = parents[here]
        depth = depths[here] if here is not None else 0
        for number in reversed(path):
            depth += 1
            depths[number] = depth
    return depths
