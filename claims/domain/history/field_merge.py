"""Merge two simultaneous changes of a record field by field. Only fields that both changed are conflicts.

Three documents are compared: the original (``base``), the one with my changes (``mine``) and the one with the
changes of others (``theirs``). A field that only one side changed is taken from that side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Document = Mapping[str, Any]

PART_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "chain": ("hop",),
    "stances": ("position",),
    "relations": ("to",),
    "translations": ("language",),
    "verdicts": ("scale",),
    "evidence": ("source",),
    "figures": ("text",),
    "ids": ("scheme",),
    "answers": ("slug",),
    "ratings": ("slug",),
    "aliases": ("text",),
    "tenures": ("office", "body"),
}
"""The fields that identify a member of a list. Other lists are compared as a whole."""
WHOLE: Final = frozenset({"occasion", "as_imported", "check"})
"""Objects that are merged as a whole: a mixture of two sides would say something new."""
COUNTED: Final = frozenset({"chain"})
"""Lists whose members refer to each other by number. If their length differs they are merged as a whole."""


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


_NOTHING: Final = _Nothing()
_UNKNOWN: Final = _Nothing()


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both sides changed differently. None means that the field is not set.

    ``path`` is like "summary", "words.text" or "stances[build-the-bridge].answer".
    """

    path: str
    began: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """``document`` has the changes of both sides; in a conflict what was chosen, or else theirs.

    ``conflicts`` are the fields without a choice, ``kept`` the paths that only others changed.
    """

    document: dict[str, Any]
    conflicts: tuple[FieldConflict, ...]
    kept: tuple[str, ...]


def merge_fields(
    base: Document | None, mine: Document, theirs: Document, chosen: Mapping[str, str] | None = None
) -> Merged:
    """Merge two documents that were made from the same base.

    Without a ``base`` all fields that differ are conflicts. ``chosen`` is "mine" or "theirs" for each path.

    >>> merge_fields({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}).document
    {'a': 2, 'b': 3}
    >>> [c.path for c in merge_fields({"a": 1}, {"a": 2}, {"a": 3}).conflicts]
    ['a']
    """
    merge = _Merge(chosen or {})
    document = merge.fields("", _UNKNOWN if base is None else base, mine, theirs)
    return Merged(document, tuple(merge.conflicts), tuple(merge.kept))


class _Merge:
    def __init__(self, chosen: Mapping[str, str]) -> None:
        self.chosen = chosen
        self.conflicts: list[FieldConflict] = []
        self.kept: list[str] = []

    def fields(self, path: str, base: Any, mine: Document, theirs: Document) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in dict.fromkeys((*theirs, *mine)):
            began = base if base is _UNKNOWN else base.get(name, _NOTHING)
            value = self.value(
                f"{path}.{name}" if path else name,
                name,
                began,
                mine.get(name, _NOTHING),
                theirs.get(name, _NOTHING),
            )
            if value is not _NOTHING:
                found[name] = value
        return found

    def value(self, path: str, name: str, base: Any, mine: Any, theirs: Any) -> Any:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            self.kept.append(path)
            return theirs
        if name not in WHOLE and isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            return self.fields(path, base if isinstance(base, Mapping) else _UNKNOWN, mine, theirs)
        if isinstance(mine, list) and isinstance(theirs, list):
            merged = self.parts(path, name, base if base is not _NOTHING else [], mine, theirs)
            if merged is not None:
                return merged
        return self.choose(path, base, mine, theirs)

    def choose(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        choice = self.chosen.get(path)
        if choice not in ("mine", "theirs"):
            values = [None if isinstance(value, _Nothing) else value for value in (base, mine, theirs)]
            self.conflicts.append(FieldConflict(path, *values))
        return mine if choice == "mine" else theirs

    def parts(self, path: str, name: str, base: Any, mine: list[Any], theirs: list[Any]) -> list[Any] | None:
        """The list merged by members; None if its members have no identity."""
        in_mine, in_theirs = _by_name(name, mine), _by_name(name, theirs)
        in_base = None if base is _UNKNOWN else _by_name(name, base)
        if in_mine is None or in_theirs is None or (in_base is None and base is not _UNKNOWN):
            return None
        if name in COUNTED and not in_mine.keys() == in_theirs.keys() == (in_base or in_mine).keys():
            return None
        order = _order(in_base, list(in_mine), list(in_theirs))
        if order is None:
            return None
        found = []
        for key in order:
            began = _UNKNOWN if in_base is None else in_base.get(key, _NOTHING)
            here, there = in_mine.get(key, _NOTHING), in_theirs.get(key, _NOTHING)
            part = self.value(f"{path}[{', '.join(str(word) for word in key)}]", "", began, here, there)
            if part is not _NOTHING:
                found.append(part)
        return found


def _by_name(name: str, parts: Sequence[Any]) -> dict[tuple[Any, ...], Any] | None:
    """The members by identity; None if two have the same, or if they have none."""
    found: dict[tuple[Any, ...], Any] = {}
    for part in parts:
        if isinstance(part, str):
            key: tuple[Any, ...] = (part,)
        elif isinstance(part, Mapping) and name in PART_NAMES:
            key = tuple(part.get(field, "") for field in PART_NAMES[name])
        else:
            return None
        if key in found:
            return None
        found[key] = part
    return found


def _order(
    base: Mapping[tuple[Any, ...], Any] | None, mine: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]] | None:
    """All identities in the order of the side that changed it. None if both sides changed it differently."""
    in_mine = [key for key in mine if key in theirs]
    in_theirs = [key for key in theirs if key in mine]
    if in_mine == in_theirs:
        return [*theirs, *(key for key in mine if key not in theirs)]
    began = [key for key in base or () if key in in_mine]
    if began == in_theirs:
        return [*mine, *(key for key in theirs if key not in mine)]
    if began == in_mine:
        return [*theirs, *(key for key in mine if key not in theirs)]
    return None
