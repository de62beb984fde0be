"""Who changed a draft or a working copy: every hand of its next version, and who may not approve it.

Hands are kept in the order in which they came, with a mark at each submit::

    ann writes ─ submit ─ bob rewrites        ["ann", "", "bob"]    ann may approve what bob rewrote
    ann writes ─ submit                       ["ann", ""]           ann wrote what waits
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

SUBMITTED: Final = ""
"""Stands between the hands before a submit and those after it; nobody has an empty name."""


def every_hand(hands: Iterable[str]) -> tuple[str, ...]:
    """All who changed the record since its latest version, once each, the first one first."""
    return tuple(dict.fromkeys(name for name in hands if name != SUBMITTED))


def authors(hands: Sequence[str]) -> tuple[str, ...]:
    """Who wrote what waits: those who changed it since its last submit, or if nobody has, before that.

    >>> authors(["ann", "", "bob"]), authors(["ann", "", "bob", ""]), authors(["ann"])
    (('bob',), ('bob',), ('ann',))
    """
    found: list[str] = []
    for before, name in zip(["", *hands], hands, strict=False):
        if name == SUBMITTED:
            continue
        if before == SUBMITTED:
            found = []
        found.append(name)
    return every_hand(found)


def with_hand(hands: Sequence[str], name: str, *, is_system: bool = False) -> list[str]:
    """The hands with one more. What the system changes joins what stood before: it is no pair of eyes."""
    if is_system and hands and hands[-1] == SUBMITTED:
        return [*with_hand(hands[:-1], name), SUBMITTED]
    last_submit = max((n for n, other in enumerate(hands) if other == SUBMITTED), default=-1)
    return list(hands) if name in hands[last_submit + 1 :] else [*hands, name]


def with_submit(hands: Sequence[str]) -> list[str]:
    """The hands with a mark that the record was submitted."""
    return [*hands, SUBMITTED] if hands and hands[-1] != SUBMITTED else list(hands)
