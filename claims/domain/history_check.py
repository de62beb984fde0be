"""Whether a whole history holds: the ledger's chain, every digest, every number, every erasure.

A history is the ledger's rows in order, each with the revisions that it seals, read one by one, so that it
may come from a database or from a file of any size::

    SealedRow ── entry, hashes
        └─ Sealed ── what the ledger holds of a revision; salt and text, None where they were erased
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claims.domain.errors import ClaimsError
from claims.domain.ledger import (
    Erasure,
    LedgerEntry,
    LedgerRow,
    SealedRevision,
    first_break,
    revision_digest,
)


class Misfit(ClaimsError):
    """The first thing that does not fit, as a sentence."""


@dataclass(frozen=True, slots=True)
class Sealed:
    revision: SealedRevision
    salt: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class SealedRow:
    entry: LedgerEntry
    previous_hash: str
    hash: str
    revisions: Iterable[Sealed]


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest version of a record: its number, its class of change, what its text hashes to.

    Of the text itself, which would fill the memory, ``text_hash`` is kept (None where it was erased).
    """

    version: int
    change_class: str
    text_hash: bytes | None


@dataclass(slots=True)
class History:
    """What a history was found to hold."""

    rows: int = 0
    revisions: int = 0
    erased: int = 0
    latest: dict[tuple[str, str], Latest] = field(default_factory=dict)


def check_history(rows: Iterable[SealedRow]) -> History:
    """Compute all of it again; raises Misfit for the first thing that does not fit."""
    history = History()
    missing: set[Erasure] = set()
    erased: set[Erasure] = set()
    found = first_break(_rows(rows, history, missing, erased))
    if found is not None:
        raise Misfit(str(found))
    if lost := sorted(missing - erased):
        raise Misfit(f"The content of {_name(lost[0])} is gone, and no ledger row says that it was erased.")
    if kept := sorted(erased - missing):
        raise Misfit(f"The content of {_name(kept[0])} is there, but the ledger says that it was erased.")
    history.erased = len(erased)
    return history


def hash_of(text: str) -> bytes:
    """What a text is compared by: its SHA-256, without salt."""
    return hashlib.sha256(text.encode()).digest()


def _rows(
    rows: Iterable[SealedRow], history: History, missing: set[Erasure], erased: set[Erasure]
) -> Iterator[LedgerRow]:
    for row in rows:
        history.rows += 1
        erased.update(row.entry.erased)
        yield LedgerRow(row.entry, row.previous_hash, row.hash, _revisions(row.revisions, history, missing))


def _revisions(
    revisions: Iterable[Sealed], history: History, missing: set[Erasure]
) -> Iterator[SealedRevision]:
    for sealed in revisions:
        revision = sealed.revision
        history.revisions += 1
        if sealed.salt is None or sealed.text is None:
            missing.add(revision.place)
        elif revision_digest(sealed.salt, sealed.text) != revision.digest:
            raise Misfit(f"The content of {_name(revision.place)} is not the one that was sealed.")
        place = (revision.type, revision.key)
        before = history.latest.get(place)
        expected = before.version + 1 if before else 1
        if revision.version != expected:
            raise Misfit(
                f"Version {expected} of {' '.join(place)} is missing: {revision.version} comes next."
            )
        text_hash = hash_of(sealed.text) if sealed.text is not None else None
        history.latest[place] = Latest(revision.version, sys.intern(revision.change_class), text_hash)
        yield revision


def _name(place: Erasure) -> str:
    return f"version {place[2]} of the {place[0]} {place[1]}"
