"""The files of an import, read into items: each record once, with its key and the place where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claims.actions.importing_problems import Problems
from claims.actions.writing import identity_of
from claims.domain.errors import InvalidValue, Problem
from claims.domain.identity import key_of
from claims.domain.record import ClaimRecord
from claims.domain.record_codec import canonical_text
from claims.domain.shared_records import Record, key_of_record
from claims.formats.base import Found, path_within, problem_of
from claims.models import ClaimIdentity

Place = tuple[str, str]
"""The type and the key of a record."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record of the files; it is held as its canonical text, which is small."""

    place: Place
    text: str
    file: str
    line: int
    is_aside: bool
    is_public: bool | None
    within: str = ""

    def problem(self, message: str, *, field: str = "", value: str = "", mend: str = "") -> Problem:
        """A problem of a field of the record, named by its path in the file."""
        return Problem(self.file, self.line, path_within(self.within, field), value, message, mend)

    def problem_of(self, error: InvalidValue) -> Problem:
        """The error as a problem of this record."""
        return problem_of(error, file=self.file, line=self.line, within=self.within)


Items = dict[Place, Item]


def gather(reading: Iterable[Found | Problem], problems: Problems) -> Items:
    """The records of all files by place; a claim without key gets that of its identity and occurrence.

    What cannot be read, stands twice, or stands twice differently, goes to ``problems``.
    """
    items: Items = {}
    keyless: list[tuple[Found, str]] = []
    occurrences: dict[str, int] = {}
    seen: dict[bytes, Found] = {}
    for found in reading:
        if isinstance(found, Problem):
            problems.add(found)
        elif found.is_keyless and isinstance(found.record, ClaimRecord):
            whole = hashlib.sha256(canonical_text(found.record).encode()).digest()
            if (first := seen.setdefault(whole, found)) is not found:
                _stands_twice(found, first.file, first.line, problems)
                continue
            group = identity_of(found.record)
            occurrences[group] = occurrences.get(group, 0) + 1
            keyless.append((found, identity_of(found.record, occurrences[group])))
        else:
            _put(found, found.record, items, problems)
    keys = _keys_of([identity for _, identity in keyless])
    for found, identity in keyless:
        if isinstance(found.record, ClaimRecord):
            record = replace(found.record, key=keys.get(identity) or key_of(identity))
            _put(found, record, items, problems)
    return items


def _put(found: Found, record: Record, items: Items, problems: Problems) -> None:
    place = (record.TYPE, key_of_record(record))
    text = canonical_text(record)
    item = Item(place, text, found.file, found.line, found.is_aside, found.is_public, found.within)
    known = items.get(place)
    if known is None or (known.is_aside and not item.is_aside):
        items[place] = item
    elif known.is_aside and item.is_aside and known.text != item.text:
        problems.add(
            item.problem(
                f"the {place[0]} {place[1]} is given differently at {known.file}:{known.line}",
                mend="give it once, as a record of its own",
            )
        )
    elif not item.is_aside:
        _stands_twice(found, known.file, known.line, problems)


def _stands_twice(found: Found, file: str, line: int, problems: Problems) -> None:
    key = key_of_record(found.record)
    message = f"this {found.record.TYPE} stands at {file}:{line} already"
    field = path_within(found.within, "")
    problems.add(Problem(found.file, found.line, field, "" if found.is_keyless else key, message, "keep one"))


def _keys_of(identities: list[str]) -> dict[str, str]:
    """The key of the claim that has, or had, each identity."""
    found: dict[str, str] = {}
    for start in range(0, len(identities), 500):
        rows = ClaimIdentity.objects.filter(identity__in=identities[start : start + 500])
        found.update((identity, key or "") for identity, key in rows.values_list("identity", "claim__key"))
    return found
