"""Verify a history: the chain of the ledger, all digests, version numbers, erasures and redirects.

A history consists of the rows of the ledger in order, each with the revisions that it seals. It is read row
by row, from a database or from a file of any size::

    SealedRow ── entry, hashes
        └─ Sealed ── a revision as in the ledger; content and note, None if they were erased
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import Struct

from claims.domain.errors import ClaimsError, InvalidValue, shown
from claims.domain.history.chain_breaks import ChainedRow, Head, first_break
from claims.domain.history.ledger import (
    Erased,
    LedgerEntry,
    Redirect,
    RevisionKey,
    SealedRevision,
    revision_digest,
)

UNREADABLE = (
    InvalidValue,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
"""The errors that reading a damaged document may raise."""

ErasedPart = tuple[str, str, int, str]
"""Type, key and version of a revision, and the part of it that was erased."""


class Misfit(ClaimsError):
    """The first error of a history, as a sentence."""


class Salted(Struct, frozen=True, gc=False):
    """A text with the salt of its digest."""

    salt: str
    text: str

    @property
    def digest(self) -> str:
        return revision_digest(self.salt, self.text)


class Sealed(Struct, frozen=True, gc=False):
    """A revision with its content and public note, of which the ledger has the digests only."""

    revision: SealedRevision
    content: Salted | None
    note: Salted | None = None


class SealedRow(Struct, frozen=True):
    entry: LedgerEntry
    previous_hash: str
    hash: str
    revisions: Iterable[Sealed]


class Latest(Struct, frozen=True, gc=False):
    """The latest version of a record: its number, its class of change, and the hash of its text.

    The text itself is not kept, to save memory. ``text_hash`` is None if it was erased.
    """

    version: int
    change_class: str
    text_hash: bytes | None


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """A record that was merged or renamed: by whom, when, and in which ledger row.

    ``undone_at`` and ``undone_by`` are empty while the address of ``key`` leads to ``now_key``.
    """

    type: str
    key: str
    now_key: str
    kind: str
    at: str
    by: str
    sequence: int
    undone_at: str = ""
    undone_by: str = ""


@dataclass(slots=True)
class History:
    """The contents of a verified history."""

    rows: int = 0
    head: Head | None = None
    revisions: int = 0
    erased: int = 0
    latest: dict[tuple[str, str], Latest] = field(default_factory=dict)
    moves: list[MovedRecord] = field(default_factory=list)


def check_history(rows: Iterable[SealedRow], *, head: Head | None = None) -> History:
    """Compute the whole history again. Raises Misfit for the first error.

    ``head`` is the latest row as noted elsewhere; the history must have it unchanged.
    """
    return _Check().run(rows, head)


def hash_of(text: str) -> bytes:
    """The SHA-256 of a text, without salt, for comparing texts."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class _Check:
    """The state of the verification of a history."""

    def __init__(self) -> None:
        self.history = History()
        self.missing: set[ErasedPart] = set()
        self.erased: set[ErasedPart] = set()
        self.open: dict[tuple[str, str], int] = {}  # The index in the moves of each address's redirect.

    def run(self, rows: Iterable[SealedRow], head: Head | None) -> History:
        found = first_break(self._rows(rows), head=head)
        if found is not None:
            raise Misfit(str(found))
        if lost := sorted(self.missing - self.erased):
            raise Misfit(f"The {_part(lost[0])} is gone, and no ledger row says that it was erased.")
        if kept := sorted(self.erased - self.missing):
            raise Misfit(f"The {_part(kept[0])} is there, but the ledger says that it was erased.")
        self.history.erased = len(self.erased)
        return self.history

    def _rows(self, rows: Iterable[SealedRow]) -> Iterator[ChainedRow]:
        for row in rows:
            self.history.rows += 1
            self.history.head = Head(row.entry.sequence, row.hash)
            for one in row.entry.erased:
                self.erased.add((one.type, one.key, one.version, one.part))
            yield ChainedRow(row.entry, row.previous_hash, row.hash, self._revisions(row))

    def _revisions(self, row: SealedRow) -> Iterator[SealedRevision]:
        for sealed in row.revisions:
            revision = sealed.revision
            self.history.revisions += 1
            self._check_texts(sealed)
            self._check_version(sealed)
            self._check_redirects(revision, row.entry.sequence)
            yield revision

    def _check_texts(self, sealed: Sealed) -> None:
        revision = sealed.revision
        if sealed.content is None:
            self.missing.add((*revision.place, "content"))
        elif sealed.content.digest != revision.digest:
            raise Misfit(f"The content of {_name(revision.place)} is not the one that was sealed.")
        if revision.note_digest:
            if sealed.note is None:
                self.missing.add((*revision.place, "note"))
            elif sealed.note.digest != revision.note_digest:
                raise Misfit(f"The public note on {_name(revision.place)} is not the one that was sealed.")
        elif sealed.note is not None:
            raise Misfit(f"The public note on {_name(revision.place)} was never sealed.")

    def _check_version(self, sealed: Sealed) -> None:
        revision = sealed.revision
        place = (revision.type, revision.key)
        before = self.history.latest.get(place)
        expected = before.version + 1 if before else 1
        if revision.version != expected:
            raise Misfit(
                f"Version {expected} of {' '.join(place)} is missing: {revision.version} comes next."
            )
        text_hash = hash_of(sealed.content.text) if sealed.content is not None else None
        self.history.latest[place] = Latest(revision.version, sys.intern(revision.change_class), text_hash)

    def _check_redirects(self, revision: SealedRevision, sequence: int) -> None:
        by = revision.hands[0] if revision.hands else ""
        for one in sorted(revision.redirects, key=lambda redirect: redirect.kind != "undo"):
            place = (one.type, one.key)
            open_move = self.open.pop(place, None)
            if one.kind == "undo":
                if open_move is None or self.history.moves[open_move].now_key != one.now_key:
                    raise Misfit(
                        f"V{_name(revision.place)[1:]} takes back that the {one.type} {one.key} "
                        f"leads to {one.now_key}, which no version says."
                    )
                move = self.history.moves[open_move]
                self.history.moves[open_move] = replace(move, undone_at=revision.published_at, undone_by=by)
                continue
            if open_move is not None:
                raise Misfit(
                    f"V{_name(revision.place)[1:]} lets the {one.type} {one.key} lead to "
                    f"{one.now_key}, while it leads elsewhere already."
                )
            self.open[place] = len(self.history.moves)
            self.history.moves.append(MovedRecord(*one, at=revision.published_at, by=by, sequence=sequence))


def _name(place: RevisionKey) -> str:
    return f"version {place[2]} of the {place[0]} {place[1]}"


def _part(part: ErasedPart) -> str:
    return f"{'content of' if part[3] == 'content' else 'public note on'} {_name(part[:3])}"


def hands_of(value: object) -> tuple[Any, ...]:
    """The names of those who changed a record. Raises InvalidValue unless the value is a list."""
    return _listed(value)


def redirects_of(value: object) -> tuple[Redirect, ...]:
    """The redirects of a revision. Raises InvalidValue unless the value is a list of lists of four."""
    return tuple(Redirect(*_listed(one, len(Redirect._fields))) for one in _listed(value))


def erased_of(value: object) -> tuple[Erased, ...]:
    """The erased parts of a row. Raises InvalidValue unless the value is a list of lists of five."""
    return tuple(Erased(*_listed(one, len(Erased._fields))) for one in _listed(value))


def _listed(value: object, length: int | None = None) -> tuple[Any, ...]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        wanted = "a list" if length is None else f"a list of {length}"
        raise InvalidValue(f"{shown(repr(value))} is not {wanted}", value=repr(value)[:80])
    return tuple(value)
