"""Verification: computes everything public again, from the database or from an export with history.

In a database this includes derived data: derived columns, identities, stored counts and the public
projection with its full-text indexes.
"""

import json
from dataclasses import dataclass, replace
from traceback import clear_frames
from typing import Any, BinaryIO, Final

from claims.database.chunks import chunks
from claims.domain.errors import InvalidValue
from claims.domain.history.chain_breaks import Head
from claims.domain.history.verify import History, Latest, Misfit, check_history, hash_of
from claims.domain.history.workflow import State
from claims.domain.record.canonical import canonical_json
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, from_text, to_document
from claims.domain.record.shared import Record
from claims.domain.search.desk_values import DeskValues, changed_values, desk_values
from claims.formats.history_lines import HistoryFile
from claims.models import Claim, Revision, RevisionContent, Tombstone
from claims.models.derived import days_cited
from claims.models.moves import Moves
from claims.models.record_mapping import ROWS
from claims.models.record_row import RecordRow
from claims.queries.history.export import sealed_rows
from claims.queries.history.stored_rows import StoredRow, stored_rows
from claims.queries.history.verification_addresses import check_front_question, check_moves
from claims.queries.history.verification_counts import Recount
from claims.queries.history.verification_derived import (
    check_columns,
    check_desk_values,
    check_forms,
    check_identities,
    check_instants,
)
from claims.queries.history.verification_links import check_links, readable
from claims.queries.history.verification_projection import check_projection

UNSEALED: Final = (State.DRAFT, State.SUBMITTED, State.RETURNED)
"""The states of records without a version."""
Latests = dict[tuple[str, str], Latest]


@dataclass(frozen=True, slots=True)
class Verified:
    """The numbers of verified things."""

    ledger_rows: int
    head: Head | None
    revisions: int
    erased: int
    records: int
    tombstones: int
    claims: int | None = None
    """Public claims with derived data; None for an export, which has none."""
    versions: int = 0
    """Versions of claims in the projection."""
    moves: int = 0
    """Merges and renamings, including undone ones."""


def verify_database(*, head: Head | None = None) -> Verified:
    """Verify the database; raises Misfit that names the first fault.

    ``head`` is a ledger row that somebody noted down; later rows may follow it.
    """
    try:
        with readable("Something that follows from the records"):
            return _verify_database(head)
    except Misfit as misfit:
        # Unfinished iterators hold cursors, which PostgreSQL has to close in this transaction.
        clear_frames(misfit.__traceback__)
        raise


def _verify_database(head: Head | None) -> Verified:
    with readable("The ledger"):
        history = check_history(sealed_rows(), head=head)
    check_links()
    check_forms()
    with readable("What says where addresses lead"):
        check_moves(history.moves)
    check_front_question()
    unmet: Latests = dict(history.latest)
    moves = Moves.read()
    counts, withdrawn = Recount(), set[str]()
    records = 0
    for model in ROWS.values():
        for some in chunks(stored_rows(model)):
            records += _check_rows(model, some, unmet, counts, moves)
            if model is Claim:
                withdrawn.update(row.key for row in some if row.state == State.WITHDRAWN)
    tombstones = sum(_check_tombstone(row, unmet, withdrawn) for row in Tombstone.objects.iterator())
    for record_type, key in sorted(unmet):
        raise Misfit(f"The {record_type} {key} has revisions, and no public record or tombstone.")
    unmet.clear()
    check_instants()
    counts.check()
    versions = check_projection()
    check_identities()
    verified = _verified(history, records, tombstones)
    return replace(verified, claims=counts.claims, versions=versions)


def verify_export(file: BinaryIO, name: str, *, head: Head | None = None) -> Verified:
    """Verify an export with history; ``head`` as in ``verify_database``.

    Raises Misfit that names the first fault, UnusableFile if it is no such export.
    """
    export = HistoryFile(name, file)
    with readable(f"The history in {name}"):
        history = check_history(export.rows(), head=head)
    if not history.rows and export.public:
        raise Misfit(f"{name} holds no history: export it with --history.")
    for (record_type, key), latest in sorted(history.latest.items()):
        is_withdrawn = latest.change_class == "withdrawal"
        if is_withdrawn and record_type != "claim" and (record_type, key) not in export.public:
            continue  # Merged or renamed: such records have no tombstone.
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
    return Verified(
        ledger_rows=history.rows,
        head=history.head,
        revisions=history.revisions,
        erased=history.erased,
        records=records,
        tombstones=tombstones,
        moves=len(history.moves),
    )


def _check_rows(
    model: type[RecordRow], rows: list[StoredRow], unmet: Latests, counts: Recount, moves: Moves
) -> int:
    """Compare rows of a table with their latest revisions and their documents, and count public ones.

    Columns have the keys of today of what the documents point to.
    """
    kind = model.RECORD.TYPE
    records: list[Record] = []
    for row in rows:
        with readable(f"The {kind} {row.key}"):
            if row.version or row.state not in UNSEALED:
                _check_version(kind, row, unmet)
            records.append(moves.current(_record_of(kind, row, unmet)))
    days = days_cited(records)
    values: dict[int, DeskValues] = {}
    for row, record in zip(rows, records, strict=True):
        with readable(f"The {kind} {row.key}"):
            change = from_text(row.document) if row.has_change else None
            check_columns(model, row, record, change, days)
        if isinstance(record, ClaimRecord):
            if row.is_public:
                counts.add(record)
            values[row.pk] = desk_values(record)
            if isinstance(change, ClaimRecord):
                values[row.pk] |= changed_values(moves.current(change))
    check_desk_values(values)
    return sum(row.is_public for row in rows)


def _check_version(kind: str, row: StoredRow, unmet: Latests) -> None:
    """Compare the state and the version of a row that is or was public with its latest revision."""
    place = (kind, row.key)
    name = f"The {kind} {row.key}"
    latest = unmet.get(place)
    if latest is None:
        raise Misfit(f"{name} is public, and no revision says so.")
    if row.version != latest.version:
        raise Misfit(
            f"{name} says that its version is {row.version}; its latest revision is {latest.version}."
        )
    if row.is_public:
        _check_content_is_sealed(row, name, latest)
        return
    if latest.change_class != "withdrawal":
        raise Misfit(f"{name} is {row.state}, and its latest revision is public.")
    if place[0] != "claim":
        del unmet[place]


def _record_of(kind: str, row: StoredRow, unmet: Latests) -> Record:
    """The record of a row. That of a public one is compared with its latest revision."""
    place = (kind, row.key)
    name = f"The {kind} {row.key}"
    try:
        record = from_text(row.content)
        text = canonical_text(record)
    except InvalidValue as error:
        raise Misfit(f"{name}: {error.field or 'a field'} cannot be read: {error.message}.") from None
    if row.is_public:
        latest = unmet.pop(place)
        if latest.text_hash not in (None, hash_of(text)):
            sealed = _sealed_text(place, latest.version)
            field = f", field {_difference(json.loads(sealed), to_document(record))}," if sealed else ""
            raise Misfit(f"{name}{field} is not what version {latest.version} says.")
    return record


def _check_content_is_sealed(row: StoredRow, name: str, latest: Latest) -> None:
    """Raise Misfit if the content of a public record is not that of its latest version."""
    if row.document and not row.has_change:
        raise Misfit(f"{name} has content that no revision has.")
    if row.sealed != (row.key, latest.version):
        raise Misfit(f"{name} does not point to its latest version, {latest.version}.")


def _check_tombstone(row: Tombstone, unmet: Latests, withdrawn: set[str]) -> bool:
    """Compare a tombstone with its revision; ``withdrawn`` are the claims in that state."""
    latest = unmet.pop(("claim", row.key), None)
    if latest is None or latest.change_class != "withdrawal":
        raise Misfit(f"The claim {row.key} has a tombstone, and no revision that withdraws it.")
    if latest.text_hash not in (None, hash_of(canonical_text(row.as_record()))):
        raise Misfit(f"The tombstone of the claim {row.key} is not what version {latest.version} says.")
    if latest.version > 1 and row.key not in withdrawn:
        raise Misfit(f"The claim {row.key} was withdrawn, and there is no claim that is.")
    return True


def _sealed_text(place: tuple[str, str], version: int) -> str | None:
    """The text of a version; None if it was erased."""
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
