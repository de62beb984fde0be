"""Verification: everything public computed again, from the database or from an export with history.

In a database also what follows from it, and what pages, lists and searches read: derived columns, copies,
kept counts, the full-text index, identities and the former claims of past days.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from traceback import clear_frames
from typing import Any, BinaryIO

from claims.domain.canonical import canonical_json
from claims.domain.errors import InvalidValue
from claims.domain.history_check import History, Latest, Misfit, Sealed, SealedRow, check_history, hash_of
from claims.domain.ledger import LedgerEntry, SealedRevision, instant_text
from claims.domain.record import ClaimRecord
from claims.domain.record_codec import canonical_text, to_document
from claims.formats.history_lines import HistoryFile
from claims.models import Revision, RevisionContent, Tombstone, Unsealed
from claims.models.record_mapping import ROWS, as_record, with_content
from claims.models.record_row import RecordRow
from claims.queries.export import erased_under, ledger_with_revisions
from claims.queries.verification_columns import check_columns, check_copies, check_instants
from claims.queries.verification_counts import Recount
from claims.queries.verification_former import check_former
from claims.queries.verification_identities import check_identities
from claims.queries.verification_index import check_index

CHUNK = 200
Latests = dict[tuple[str, str], Latest]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was computed again, and held."""

    ledger_rows: int
    revisions: int
    erased: int
    records: int
    tombstones: int
    claims: int | None = None
    """Public claims from which the rest was computed again; None for an export, which has nothing of it."""
    former: int = 0


def verify_database() -> Verified:
    """Verify the database; raises Misfit that names the first thing that does not fit."""
    try:
        return _verify_database()
    except Misfit as misfit:
        # What was not read to its end holds a cursor, which PostgreSQL has to close in this transaction.
        clear_frames(misfit.__traceback__)
        raise


def _verify_database() -> Verified:
    mark = Unsealed.objects.order_by("pk").first()
    if mark is not None:
        raise Misfit(f"The {mark.record_type} {mark.record_key} changed, and no revision says so.")
    history = check_history(_rows())
    unmet: Latests = dict(history.latest)
    counts = Recount()
    records = sum(_check_row(row, unmet, counts) for model in ROWS.values() for row in _rows_of(model))
    tombstones = sum(_check_tombstone(row, unmet) for row in Tombstone.objects.iterator(chunk_size=CHUNK))
    for record_type, key in sorted(unmet):
        raise Misfit(f"The {record_type} {key} has revisions, and no public record or tombstone.")
    unmet.clear()
    check_instants()
    check_copies()
    counts.check()
    former = check_former()
    check_identities()
    check_index()
    verified = _verified(history, records, tombstones)
    return replace(verified, claims=counts.claims, former=former)


def verify_export(file: BinaryIO, name: str) -> Verified:
    """Verify an export with history.

    Raises Misfit that names the first thing that does not fit, UnusableFile where it is no such export.
    """
    export = HistoryFile(name, file)
    history = check_history(export.rows())
    if not history.rows and export.public:
        raise Misfit(f"{name} holds no history: export it with --history.")
    for (record_type, key), latest in sorted(history.latest.items()):
        is_withdrawn = latest.change_class == "withdrawal"
        if is_withdrawn and record_type != "claim" and (record_type, key) not in export.public:
            continue  # Merged into another, or renamed: no tombstone, its address leads on.
        line = export.public.pop(("tombstone" if is_withdrawn else record_type, key), None)
        if line is None:
            raise Misfit(f"The {record_type} {key} has revisions, and no line of its own.")
        if latest.text_hash not in (None, line):
            raise Misfit(f"The line of the {record_type} {key} is not its version {latest.version}.")
    for record_type, key in sorted(export.public):
        raise Misfit(f"The {record_type} {key} has a line, and no revision.")
    gone = [place for place, latest in history.latest.items() if latest.change_class == "withdrawal"]
    tombstones = sum(record_type == "claim" for record_type, _ in gone)
    return _verified(history, len(history.latest) - len(gone), tombstones)


def _verified(history: History, records: int, tombstones: int) -> Verified:
    return Verified(history.rows, history.revisions, history.erased, records, tombstones)


def _rows() -> Iterator[SealedRow]:
    for row, revisions in ledger_with_revisions():
        entry = LedgerEntry(
            sequence=row.sequence,
            at=instant_text(row.at),
            kind=row.kind,
            actor=row.actor,
            summary=row.summary,
            erased=tuple(erased_under(row)),
        )
        yield SealedRow(entry, row.previous_hash, row.row_hash, _sealed(revisions))


def _sealed(revisions: Iterable[Revision]) -> Iterator[Sealed]:
    for row in revisions:
        content = getattr(row, "content", None)
        yield Sealed(
            SealedRevision(
                type=row.record_type,
                key=row.record_key,
                version=row.version,
                change_class=row.change_class,
                note=row.note,
                author=row.author,
                approver=row.approver,
                published_at=instant_text(row.published_at),
                valid_from=instant_text(row.valid_from),
                digest=row.digest,
            ),
            content.salt if content else None,
            content.text if content else None,
        )


def _rows_of(model: type[RecordRow]) -> Iterator[RecordRow]:
    rows = model._base_manager.exclude(version=0, state__in=("draft", "submitted", "returned"))
    return with_content(rows.order_by("pk")).iterator(chunk_size=CHUNK)


def _check_row(row: RecordRow, unmet: Latests, counts: Recount) -> bool:
    """Hold a row that is or was public against its latest revision; true if it is public."""
    place = (row.RECORD.TYPE, row.record_key)
    name = f"The {place[0]} {place[1]}"
    latest = unmet.get(place)
    if latest is None:
        raise Misfit(f"{name} is public, and no revision says so.")
    if row.version != latest.version:
        raise Misfit(
            f"{name} says that its version is {row.version}; its latest revision is {latest.version}."
        )
    if not row.is_public:
        if latest.change_class != "withdrawal":
            raise Misfit(f"{name} is {row.state}, and its latest revision is public.")
        if place[0] != "claim":
            del unmet[place]
        return False
    try:
        record = as_record(row)
        text = canonical_text(record)
    except InvalidValue as error:
        raise Misfit(f"{name}: {error.field or 'a field'} cannot be read: {error.message}.") from None
    if latest.text_hash not in (None, hash_of(text)):
        sealed = _sealed_text(place, latest.version)
        told = f", field {_difference(json.loads(sealed), to_document(record))}," if sealed else ""
        raise Misfit(f"{name}{told} is not what version {latest.version} says.")
    del unmet[place]
    check_columns(row, record)
    if isinstance(record, ClaimRecord):
        counts.add(record)
    return True


def _check_tombstone(row: Tombstone, unmet: Latests) -> bool:
    latest = unmet.pop(("claim", row.key), None)
    if latest is None or latest.change_class != "withdrawal":
        raise Misfit(f"The claim {row.key} has a tombstone, and no revision that withdraws it.")
    if latest.text_hash not in (None, hash_of(canonical_text(row.as_record()))):
        raise Misfit(f"The tombstone of the claim {row.key} is not what version {latest.version} says.")
    return True


def _sealed_text(place: tuple[str, str], version: int) -> str | None:
    """The text of a version, read again; None if it was erased since."""
    revisions = Revision.objects.filter(record_type=place[0], record_key=place[1], version=version)
    found = RevisionContent.objects.filter(revision__in=revisions).values_list("text", flat=True)
    return found.first()


def _difference(sealed: dict[str, Any], found: dict[str, Any]) -> str:
    """The name of the first field in which two documents differ."""
    for name in sorted(sealed.keys() | found.keys()):
        ours, theirs = sealed.get(name), found.get(name)
        if ours == theirs:
            continue
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return f"{name}.{_difference(ours, theirs)}"
        return name
    return canonical_json(sorted(found))[:80]
