"""Update everything that points to a record, rows of the desk included, for merging, renaming and undoing.

Public records are amended. Drafts, and changes that are not public yet, have no versions: what a move does to
them is stored in audit events, so that it can be undone.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Self

from django.conf import settings
from django.db import models

from claims.actions.auditing import note_event
from claims.actions.drafts.changing import write_change
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import find_keys, locked_row, refuse, row_of, write, write_all
from claims.actions.progress import Progress, silent, told
from claims.actions.publishing.sealing import NewRevision
from claims.database.chunks import chunks
from claims.domain.errors import Refused
from claims.domain.history.ledger import PublicNote, Redirect
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action, ChangeClass, State, check_publisher
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, references, to_document
from claims.domain.record.identity import Place
from claims.domain.record.merging import with_references_moved
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record, key_field
from claims.models import AuditEvent, Claim, Coding, FormerAddress, FrontQuestion
from claims.models.desk import SourcePassage, Worksheet
from claims.models.pointing import rows_pointing_to
from claims.models.record_mapping import TYPE_OF_ROW, as_record, record_in_work, with_content
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of

MOVABLE: Final = ("speaker", "outlet", "source", "topic", "position")
"""The types of records that can be merged."""
DRAFT_MOVED: Final = "follow_move"
"""The audit event of a draft, or of a waiting change, that was rewritten by a merge or renaming."""


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


DraftMoved = tuple[Place, dict[str, Any]]
"""A draft, or a claim with a change, and what its audit event tells: its fields before and after a move."""


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


@dataclasses.dataclass(frozen=True, slots=True)
class Rewritten:
    """The new versions of public records, and the changes of drafts."""

    revisions: list[NewRevision]
    drafts: list[DraftMoved]


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
    record = up_to_date(as_record(row))
    if record != as_record(row):
        write(row, record, find_keys([record]), at=who.at)
    row.edition += 1
    row.save_version(who.at)
    return who.revision(record, row.record_key, row.version, ChangeClass.UPDATE.value, redirects=redirects)


def up_to_date(record: Record) -> Record:
    """The record with the current keys of records that were merged or renamed since."""
    for record_type, key in sorted(references(record)):
        found = leads_to(record_type, key)
        if found != key:
            record = with_references_moved(record, record_type, key, found)
    return record


def leads_to(record_type: str, key: str) -> str:
    """The current key of a record, after all merges and renamings."""
    while record_type in MOVABLE:
        steps = FormerAddress.objects.filter(record_type=record_type, key=key, undone_at=None)
        following = steps.values_list("now_key", flat=True).first()
        if following is None:
            break
        key = following
    return key


def with_all_moved(record_type: str, key: str, now_key: str) -> list[Rewrite]:
    """Each row that points to a record, with its record and the change to it pointing to another."""
    found = [
        Rewrite.of(row)
        for _, rows in rows_pointing_to(record_type, key)
        for row in with_content(rows.exclude(state=State.WITHDRAWN.value)).select_for_update(of=("self",))
    ]
    for one in found:
        one.record = with_references_moved(one.record, record_type, key, now_key)
        one.change = one.change and with_references_moved(one.change, record_type, key, now_key)
    return found


def rewritten(rows: Iterable[Rewrite], who: Deciders, progress: Progress = silent) -> Rewritten:
    """Write records, drafts included, and waiting changes into their rows."""
    rows = list(rows)
    keys = find_keys(record for one in rows for record in (one.record, one.change) if record is not None)
    scales = scales_of(one.record for one in rows)
    check_relations_hold(one.record for one in rows if one.row.version)
    done = Rewritten([], [])
    changed, waiting = [], []
    for one in rows:
        row, record, old = one.row, one.record, as_record(one.row)
        before = canonical_text(old)
        if canonical_text(record) != before:
            changed.append((row, record, before))
            if row.version:
                refuse(publication_problems(record, scales))
            else:
                done.drafts.append(_draft_moved(row, to_document(old), to_document(record)))
        if one.change is not None and canonical_text(one.change) != row.document:
            waiting.append((row, one.change))
            done.drafts.append(_draft_moved(row, json.loads(row.document), to_document(one.change)))
    for row, change in waiting:  # First, because the values of the desk are those of both.
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
        done.revisions.append(
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
    return done


def _draft_moved(row: RecordRow, before: dict[str, Any], after: dict[str, Any]) -> DraftMoved:
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    fields = {
        when: {name: document[name] for name in changed if name in document}
        for when, document in (("before", before), ("after", after))
    }
    return (TYPE_OF_ROW[type(row)], row.record_key), {"is_copy": row.has_change, **fields}


def note_drafts(drafts: Iterable[DraftMoved], who: Deciders, *, move: int) -> None:
    """Add audit events for the changes of drafts by a move (the primary key of its redirect)."""
    for place, fields in drafts:
        detail = {"note": who.note, "move": move, **fields}
        note_event(action=DRAFT_MOVED, by=who.by, at=who.at, place=place, detail=detail)


DESK_MOVED: Final = "move_desk_rows"
"""The audit event that lists the moved rows of the desk."""
_ROWS: Final[dict[str, tuple[type[models.Model], ...]]] = {
    "position": (Coding, FrontQuestion),
    "source": (SourcePassage, Worksheet),
}
"""The tables that point to records of a type, by a column named like the type."""


def move_desk_rows(move: FormerAddress, who: Deciders) -> None:
    """Move rows of the desk to the record that stays, unless it has such a row already."""
    moved = {
        model._meta.label: _moved(move, model, _to_move(move, model), move.now_key, who)
        for model in _ROWS.get(move.record_type, ())
    }
    if any(moved.values()):
        detail = {"move": move.pk, "moved": moved}
        place = (move.record_type, move.key)
        note_event(action=DESK_MOVED, by=who.by, at=who.at, place=place, detail=detail)


def move_desk_rows_back(move: FormerAddress, who: Deciders) -> None:
    """Move these rows back to the former record."""
    event = AuditEvent.objects.filter(action=DESK_MOVED, at=move.at, detail__move=move.pk).first()
    if event is None:
        return
    for model in _ROWS.get(move.record_type, ()):
        there = {f"{move.record_type}__{key_field(move.record_type)}": move.now_key}
        rows = model._base_manager.filter(pk__in=event.detail["moved"].get(model._meta.label, ()), **there)
        _moved(move, model, rows, move.key, who)


def _to_move(move: FormerAddress, model: type[models.Model]) -> models.QuerySet[Any]:
    path = f"{move.record_type}__{key_field(move.record_type)}"
    rows = model._base_manager.filter(**{path: move.key})
    there = model._base_manager.filter(**{path: move.now_key})
    if model is Coding:
        same = there.filter(claim=models.OuterRef("claim"), coder=models.OuterRef("coder"))
        return rows.exclude(models.Exists(same))
    return rows.none() if model is Worksheet and there.exists() else rows


def _moved(
    move: FormerAddress, model: type[models.Model], rows: models.QuerySet[Any], key: str, who: Deciders
) -> list[int]:
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    changes: dict[str, Any] = {move.record_type: row_of(move.record_type, key)}
    if found and model is FrontQuestion:
        changes |= {"picked_by": who.by.name, "picked_at": who.at}
        note_event(action="pick_question", by=who.by, at=who.at, detail={"position": key})
    model._base_manager.filter(pk__in=found).update(**changes)
    return found
