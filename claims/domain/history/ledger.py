"""The ledger: a hash chain over everything that was published, in format 2.

    row 1                 row 2                 row 3
    previous  000…0   ┌─> previous  a3f…    ┌─> previous  7c1…
    what was sealed   │   what was sealed   │   what was sealed
    hash      a3f… ───┘   hash      7c1… ───┘   hash      e90…

The hash of a row covers the hash of the row before, the values of the row, and every revision that it seals.
The content of a revision and its public note may have to be erased by law, so they enter as salted digests,
and the chain stays valid without them. All other values enter unchanged: authors, approver, times and
redirects. The chain alone cannot show that rows are missing at its end. Keep the latest sequence and hash
elsewhere, and pass them as `head`.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct

from claims.domain.errors import InvalidValue, shown
from claims.domain.record.canonical import canonical_json, digest

FORMAT: Final = 2
"""The format of the hashed lines. It must not change, because old rows are hashed again to verify them."""

GENESIS: Final = "0" * 64
"""The previous hash of the first row."""

FIRST: Final = 1
"""The sequence of the first row."""

Part = Literal["content", "note"]
"""The parts of a revision that can be erased by law."""

RevisionKey = tuple[str, str, int]
"""Type, key and version of a revision: unique, and the order in which revisions are sealed."""


class Redirect(NamedTuple):
    """A redirect from the address of ``key`` to that of ``now_key``, or with kind *undo* its end."""

    type: str
    key: str
    now_key: str
    kind: str


class Erased(NamedTuple):
    """A part of a revision that was erased, with the reason in words."""

    type: str
    key: str
    version: int
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class PublicNote:
    """The public note on a version: why it changed and, for a correction, what was wrong."""

    note: str = ""
    wrong: str = ""
    right: str = ""
    learned: str = ""
    thanks: str = ""

    @property
    def text(self) -> str:
        """The note as canonical JSON, which is sealed; empty for an empty note."""
        return canonical_json({k: v for k, v in asdict(self).items() if v}) if self != NO_NOTE else ""


NO_NOTE: Final = PublicNote()


class SealedRevision(Struct, frozen=True, gc=False):
    """A version of a record in the ledger.

    ``hands`` are all who changed the record since the previous version, the author first. ``digest`` is the
    `revision_digest` of the content, ``note_digest`` that of the public note, or empty without a note.
    """

    type: str
    key: str
    version: int
    change_class: str
    hands: tuple[str, ...]
    approver: str
    published_at: str
    valid_from: str
    digest: str
    note_digest: str = ""
    redirects: tuple[Redirect, ...] = ()

    def __post_init__(self) -> None:
        texts = (self.type, self.key, self.change_class, self.approver, self.published_at, self.valid_from)
        parts = (part for redirect in self.redirects for part in redirect)
        _check_kinds((*texts, self.digest, self.note_digest, *self.hands, *parts), (self.version,))

    @property
    def place(self) -> RevisionKey:
        return self.type, self.key, self.version

    @property
    def line(self) -> dict[str, Any]:
        """The values that are hashed. ``note_digest`` and ``redirects`` are left out if empty."""
        line: dict[str, Any] = {
            "type": self.type,
            "key": self.key,
            "version": self.version,
            "change_class": self.change_class,
            "hands": self.hands,
            "approver": self.approver,
            "published_at": self.published_at,
            "valid_from": self.valid_from,
            "digest": self.digest,
        }
        if self.note_digest:
            line["note_digest"] = self.note_digest
        if self.redirects:
            line["redirects"] = sorted(self.redirects)
        return line


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The values of a row, without its revisions. Instants are text from `instant_text`.

    The order of `erased` does not matter: they are hashed by type, key and version.
    """

    sequence: int
    at: str
    kind: str
    actor: str
    summary: str
    erased: tuple[Erased, ...] = ()

    def __post_init__(self) -> None:
        texts = [self.at, self.kind, self.actor, self.summary]
        for one in self.erased:
            texts += [one.type, one.key, one.part, one.reason]
        _check_kinds(texts, (self.sequence, *(one.version for one in self.erased)))


def instant_text(at: datetime) -> str:
    """An instant as text of the ledger: UTC, with six decimals, which both databases keep.

    Raises InvalidValue for an instant without a time zone.

    >>> instant_text(datetime(2019, 2, 7, 9, 30, tzinfo=UTC))
    '2019-02-07T09:30:00.000000Z'
    """
    if at.utcoffset() is None:
        raise InvalidValue("an instant needs a time zone", field="at", value=at.isoformat())
    text = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return text.rjust(27, "0")  # Not every C library pads a year below 1000.


def revision_digest(salt: str, canonical_text: str) -> str:
    """The digest of a content or a note: SHA-256 of the salt and the canonical JSON."""
    return digest(canonical_text, salt)


def row_hash(previous_hash: str, entry: LedgerEntry, revisions: Iterable[SealedRevision]) -> str:
    """The hash of a row that follows `previous_hash` (`GENESIS` for the first).

    It is the SHA-256 of a line of canonical JSON for the row and one for each revision, each with a newline.
    `revisions` are sorted by type, key and version in code-point order; they are read one by one.
    Raises InvalidValue for a repeated or unsorted revision, and for a lone surrogate.
    """
    head: dict[str, Any] = {
        "format": FORMAT,
        "previous": previous_hash,
        "sequence": entry.sequence,
        "at": entry.at,
        "kind": entry.kind,
        "actor": entry.actor,
        "summary": entry.summary,
    }
    if entry.erased:
        head["erased"] = sorted(entry.erased)
    hashed = hashlib.sha256(_line(head))
    for revision in _in_order(revisions):
        hashed.update(_line(revision.line))
    return hashed.hexdigest()


def _in_order(revisions: Iterable[SealedRevision]) -> Iterator[SealedRevision]:
    before: RevisionKey | None = None
    for revision in revisions:
        if before is not None and revision.place <= before:
            raise InvalidValue(
                f"revision {revision.version} of {revision.type} {revision.key} comes twice or out of order",
                field="revisions",
                value=revision.key,
            )
        before = revision.place
        yield revision


def _check_kinds(texts: Iterable[object], numbers: Iterable[object]) -> None:
    """Raise InvalidValue if a value is not the text or number that it should be."""
    for kind, values in ((str, [*texts]), (int, [*numbers])):
        if {*map(type, values)} <= {kind}:
            continue
        for value in values:
            if not isinstance(value, kind) or isinstance(value, bool):
                mend = "text" if kind is str else "a whole number"
                raise InvalidValue(f"{shown(repr(value))} is not {mend}", value=repr(value)[:80])


def _line(value: object) -> bytes:
    return canonical_json(value).encode("utf-8") + b"\n"
