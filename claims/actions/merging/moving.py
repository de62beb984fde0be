"""Amend what points to a record, for merging, renaming and undoing.

Claims are not amended where a former key of today leads on (``models/moves``), and drafts never are: whoever
reads them follows the key. What is amended is what public pages read by the key itself: shared records, and
claims that cite a source or take a position.
"""

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings

from claims.actions.auditing import note_event
from claims.actions.drafts.changing import write_change
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import find_keys, locked_row, refuse, write, write_all
from claims.actions.progress import Progress, silent, told
from claims.actions.publishing.projected_records import NewRevision
from claims.database.chunks import chunks
from claims.domain.errors import Refused
from claims.domain.history.ledger import PublicNote, Redirect
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action, ChangeClass, State, check_publisher
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.merging import with_references_moved
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record
from claims.models import Claim, FormerAddress
from claims.models.moves import MOVABLE, current_record, is_amended, leads_to
from claims.models.pointing import public_rows_pointing_to, rows_pointing_to
from claims.models.record_mapping import as_record, record_in_work, with_content
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of


@dataclasses.dataclass(frozen=True, slots=True)
class Deciders:
    """Who decides, who approves, when and why."""

    by: Actor
    approver: Actor
    at: datetime
    note: str

    def revision(self, record: Record, key: str, version: int, change_class: str, **more: Any) -> NewRevision:
        return NewRevision(
            record_type=record.TYPE,
            record_key=key,
            version=version,
            text=canonical_text(record),
            change_class=change_class,
            hands=(self.by.name,),
            approver=self.approver.name,
            note=PublicNote(self.note),
            **more,
        )


def decided(by: Actor, approver: Actor | None, at: datetime, note: str) -> Deciders:
    """The deciders. Raises NotAllowed or Refused as ``amend`` does, and Refused without a note."""
    approver = approver or by
    check_may(approver, Action.AMEND)
    if not approver.is_system:
        check_publisher([by.name], approver.name, settings.REVIEW_REQUIRED)
    if not note.strip():
        raise Refused("A change to a public record needs a note that says why.")
    return Deciders(by, approver, at, note.strip())


@dataclasses.dataclass(slots=True)
class Rewrite:
    """A row, what its record is to be, and what the change to it is to be, if one waits."""

    row: RecordRow
    record: Record
    change: Record | None

    @classmethod
    def of(cls, row: RecordRow) -> Self:
        """A row that stays as it is."""
        return cls(row, as_record(row), record_in_work(row) if row.has_change else None)


def public_row(record_type: str, key: str, *, edition: int | None = None) -> RecordRow:
    """The locked row of a public record that can be merged. Raises Refused if it is not, Conflict."""
    if record_type not in MOVABLE:
        raise Refused(f"A {record_type} can neither be merged nor renamed.")
    row = locked_row(record_type, key, edition=edition)
    if row.state == State.WITHDRAWN and (now := leads_to(record_type, key)) != key:
        raise Refused(f"The {record_type} {key} was merged or renamed: it is {now} now.")
    if not row.is_public:
        raise Refused(f"The {record_type} {key} is not public.")
    return row


def take_back(record_type: str, key: str, who: Deciders) -> tuple[Redirect, ...]:
    """End the redirects of the address of a record. Returns the entries that a revision has to seal."""
    moves = FormerAddress.objects.filter(record_type=record_type, key=key, undone_at=None)
    found = tuple(Redirect(record_type, key, move.now_key, "undo") for move in moves)
    moves.update(undone_at=who.at, undone_by=who.by.name)
    return found


def restored(row: RecordRow, who: Deciders, redirects: tuple[Redirect, ...]) -> NewRevision:
    """Publish a row again that a merge or renaming withdrew, with its references up to date."""
    record = current_record(as_record(row))
    if record != as_record(row):
        write(row, record, find_keys([record]), at=who.at)
    row.edition += 1
    row.save_version(who.at)
    return who.revision(record, row.record_key, row.version, ChangeClass.UPDATE.value, redirects=redirects)


def with_all_moved(record_type: str, key: str, now_key: str) -> list[Rewrite]:
    """Each public row to amend because it points to a record, with its record changed to point to another."""
    pointing = [rows for _, rows in public_rows_pointing_to(record_type, key)]
    if is_amended("claim", record_type):
        claims = dict(rows_pointing_to(record_type, key, by_change=False))["claim"]
        pointing.append(claims.filter(state=State.PUBLISHED.value))
    found = [
        Rewrite.of(row) for rows in pointing for row in with_content(rows).select_for_update(of=("self",))
    ]
    for one in found:
        one.record = with_references_moved(one.record, record_type, key, now_key)
    return found


def rewritten(rows: Iterable[Rewrite], who: Deciders, progress: Progress = silent) -> list[NewRevision]:
    """Write records and waiting changes into their rows, and return the new versions of public records."""
    rows = list(rows)
    waiting = [
        (one.row, one.change)
        for one in rows
        if one.change is not None and canonical_text(one.change) != one.row.document
    ]
    keys = find_keys([*(one.record for one in rows), *(change for _, change in waiting)])
    scales = scales_of(one.record for one in rows)
    check_relations_hold(one.record for one in rows if one.row.version)
    revisions = []
    changed = []
    for one in rows:
        row, record = one.row, one.record
        before = canonical_text(as_record(row))
        if canonical_text(record) != before:
            changed.append((row, record, before))
            if row.version:
                refuse(publication_problems(record, scales))
    for row, change in waiting:  # Before the others, because desk values include the change.
        assert isinstance(row, Claim)
        assert isinstance(change, ClaimRecord)
        write_change(row, change, at=who.at)
    written = chunks((row, record) for row, record, _ in changed)
    for some in told(written, "Written", len(changed), progress):
        write_all(some, keys, at=who.at)
    for row, record, before in changed:
        if not row.version:
            continue
        row.save_version(who.at)
        revisions.append(
            who.revision(record, row.record_key, row.version, ChangeClass.UPDATE.value, before=before)
        )
        note_event(
            action="amend",
            by=who.by,
            at=who.at,
            place=(record.TYPE, row.record_key),
            version=row.version,
            detail={"note": who.note},
        )
    return revisions
