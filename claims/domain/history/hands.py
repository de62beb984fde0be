"""The people who changed a draft or a working copy, and those who may therefore not approve it.

They are kept in order, with a mark at each submit::

    ann writes ─ submit ─ bob rewrites        ["ann", "", "bob"]    ann may approve it
    ann writes ─ submit                       ["ann", ""]           ann may not approve it
"""

from collections.abc import Iterable, Sequence
from typing import Final

SUBMITTED: Final = ""
"""The mark of a submit. No user name is empty."""


def every_hand(hands: Iterable[str]) -> tuple[str, ...]:
    """All who changed the record since its latest version, each once, in order."""
    return tuple(dict.fromkeys(name for name in hands if name != SUBMITTED))


def authors(hands: Sequence[str]) -> tuple[str, ...]:
    """Those who changed the record since its last submit; if nobody did, those before it.

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
    """The hands with one more. The system joins the hands before the last submit."""
    if is_system and hands and hands[-1] == SUBMITTED:
        return [*with_hand(hands[:-1], name), SUBMITTED]
    last_submit = max((n for n, other in enumerate(hands) if other == SUBMITTED), default=-1)
    return list(hands) if name in hands[last_submit + 1 :] else [*hands, name]


def with_submit(hands: Sequence[str]) -> list[str]:
    """The hands with a submit mark."""
    return [*hands, SUBMITTED] if hands and hands[-1] != SUBMITTED else list(hands)
