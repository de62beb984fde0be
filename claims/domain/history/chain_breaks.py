"""The first row at which the hash chain of the ledger does not hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.errors import InvalidValue
from claims.domain.history.ledger import FIRST, GENESIS, LedgerEntry, SealedRevision, row_hash


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """A stored row: its values, its two hashes, and its revisions as `row_hash` takes them."""

    entry: LedgerEntry
    previous_hash: str
    hash: str
    revisions: Iterable[SealedRevision]


@dataclass(frozen=True, slots=True)
class Head:
    """The latest row, as noted outside the database."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first row that is wrong: its sequence as stored, and why, as a sentence."""

    sequence: int
    reason: str

    def __str__(self) -> str:
        return f"Ledger row {self.sequence}: {self.reason}"


def first_break(rows: Iterable[ChainedRow], *, head: Head | None = None) -> Break | None:
    """The first row that breaks the chain, or None.

    `rows` are all rows in order of sequence; they are read one by one. With `head`, it is also a break if
    that row is missing or different. Later rows may follow it.
    """
    previous, expected, head_seen = GENESIS, FIRST, head is None
    for row in rows:
        entry = row.entry
        reason = _misfit(row, previous, expected)
        if not reason and head and entry.sequence == head.sequence:
            head_seen = True
            if row.hash != head.hash:
                reason = "the row is not the one that was noted down as the latest."
        if reason:
            return Break(entry.sequence, reason)
        previous, expected = row.hash, expected + 1
    if not head_seen and head:
        return Break(
            expected, f"the ledger ends before row {head.sequence}, which was noted down as the latest."
        )
    return None


def _misfit(row: ChainedRow, previous: str, expected: int) -> str:
    """Why the row breaks the chain, as a sentence; empty if it does not."""
    if row.entry.sequence != expected:
        return f"row {expected} should be here; a row is missing, added or out of order."
    if row.previous_hash != previous:
        return "it does not follow the row before it: that row was changed, removed or added."
    try:
        computed = row_hash(row.previous_hash, row.entry, row.revisions)
    except InvalidValue as error:
        return f"it cannot be hashed: {error.message}."
    if computed != row.hash:
        return "its hash is not that of its content: the row or a revision that it seals was changed."
    return ""
