"""Undo a merge or a renaming by new versions. Sealed versions stay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import assertion_of, locked_row, row_of
from claims.actions.merging.merging import rename
from claims.actions.merging.moving import (
    DRAFT_MOVED,
    Deciders,
    Rewrite,
    decided,
    move_desk_rows_back,
    restored,
    rewritten,
    take_back,
    up_to_date,
)
from claims.actions.progress import Progress, silent
from claims.actions.publishing.sealing import seal
from claims.database.chunks import chunks
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document, to_document
from claims.domain.record.merging import without_change
from claims.domain.record.shared import Record
from claims.models import AuditEvent, Claim, ClaimIdentity, FormerAddress, Revision, RevisionContent
from claims.models.record_mapping import as_record, claim_record, with_content
from claims.models.record_row import RecordRow

MOST_OCCURRENCES: Final = 20
"""The greatest number of claims with the same words, speaker and day."""


@transaction.atomic
def undo_move(
    *,
    former: int,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    progress: Progress = silent,
) -> tuple[str, ...]:
    """Undo the move of a former address (primary key), and return the fields that stay as they are.

    After a merge, the record is public again. Everything that the merge changed, drafts included, points to
    it again, except fields that have changed since. The other record loses the names it took over. After a
    renaming, the record has its old key again. Raises Refused if it was undone already, or if the record that
    stayed was itself merged or renamed.
    """
    who = decided(by, approver, at, note)
    move = FormerAddress.objects.select_for_update().get(pk=former)
    if move.undone_at is not None:
        raise Refused("This was undone already.")
    survivor = locked_row(move.record_type, move.now_key)
    if not survivor.is_public:
        raise Refused(f"The {move.record_type} {move.now_key} has itself moved on: undo that first.")
    if move.kind == "rename":
        rename(
            record_type=move.record_type,
            key=move.now_key,
            now_key=move.key,
            note=note,
            by=by,
            at=at,
            approver=approver,
            progress=progress,
        )
        return ()
    return _unmerged(move, who, progress)


def _unmerged(move: FormerAddress, who: Deciders, progress: Progress) -> tuple[str, ...]:
    gone = locked_row(move.record_type, move.key)
    if _text_of(move.record_type, move.key, gone.version) is None:
        raise Refused(
            f"What the {move.record_type} {move.key} said was erased by law: it does not come back."
        )
    # First, so that nothing is redirected by this move any more.
    revisions = [restored(gone, who, take_back(move.record_type, move.key, who))]
    changed, kept = _taken_back(move)
    mistaken = [(one.row, as_record(one.row)) for one in changed if not one.row.version]
    revisions += rewritten(changed, who, progress).revisions
    _forget_identities(mistaken)
    move_desk_rows_back(move, who)
    summary = f"Undone: {move}"
    seal(
        revisions=revisions,
        kind="unmerge",
        by=who.approver,
        at=who.at,
        summary=summary[:300],
        progress=progress,
    )
    note_event(
        action="unmerge",
        by=who.by,
        at=who.at,
        place=(move.record_type, move.key),
        version=gone.version,
        detail={"from": move.now_key, "note": who.note, "kept": kept},
    )
    return tuple(kept)


Part = Literal["record", "change"]
"""What of a row a merge changed, as ``Rewrite`` names it."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """A change by the merge. Sealed versions have whole documents, drafts only the changed fields."""

    row: RecordRow
    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    part: Part


def _taken_back(move: FormerAddress) -> tuple[list[Rewrite], list[str]]:
    """The records to restore, and the names of records and fields that cannot be restored."""
    kept: list[str] = []
    found = [*_drafts_changed(move), *_versions_changed(move, kept)]
    whole = {place: Rewrite.of(row) for place, row in _with_content(one.row for one in found).items()}
    for one in found:
        if one.row.state == State.WITHDRAWN:
            kept.append(one.name)
            continue
        rewrite = whole[type(one.row), one.row.pk]
        now = to_document(getattr(rewrite, one.part))
        document, stayed = without_change(one.before, one.after, now)
        kept += [f"{one.name}, {field}" for field in stayed]
        setattr(rewrite, one.part, up_to_date(from_document(document)))
    return [one for one in whole.values() if one.row.state != State.WITHDRAWN], kept


def _with_content(rows: Iterable[RecordRow]) -> dict[tuple[type[RecordRow], int], RecordRow]:
    """These rows with all that their records are made of, by table and primary key."""
    by_model: dict[type[RecordRow], list[int]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row.pk)
    return {
        (model, row.pk): row
        for model, keys in by_model.items()
        for some in chunks(keys)
        for row in with_content(model._base_manager.filter(pk__in=some))
    }


def _drafts_changed(move: FormerAddress) -> Iterator[_Changed]:
    """The drafts and waiting changes that the merge rewrote and that still exist."""
    for event in AuditEvent.objects.filter(action=DRAFT_MOVED, at=move.at, detail__move=move.pk):
        row, is_change = row_of(event.record_type, event.record_key), event.detail["is_copy"]
        if row is not None and (row.has_change or not is_change):
            name = f"{'working copy of ' if is_change else ''}{event.record_type} {event.record_key}"
            part: Part = "change" if is_change else "record"
            yield _Changed(row, name, event.detail["before"], event.detail["after"], part)


def _versions_changed(move: FormerAddress, kept: list[str]) -> Iterator[_Changed]:
    """The public records that the merge amended, and changes to them begun since."""
    followed = {(type(one.row), one.row.pk) for one in _drafts_changed(move) if one.part == "change"}
    for revision in Revision.objects.filter(ledger_row=move.ledger_row).exclude(
        record_type=move.record_type, record_key=move.key
    ):
        place = revision.record_type, revision.record_key
        before, after = (_text_of(*place, version) for version in (revision.version - 1, revision.version))
        if before is None or after is None:
            kept.append(" ".join(place))
            continue
        was, became = json.loads(before), json.loads(after)
        row = locked_row(*place)
        yield _Changed(row, " ".join(place), was, became, "record")
        if row.has_change and (type(row), row.pk) not in followed:
            yield _Changed(row, f"working copy of {' '.join(place)}", was, became, "change")


def _forget_identities(drafts: Iterable[tuple[RecordRow, Record]]) -> None:
    """Delete identities that drafts got only by the merge, and that no sealed version has."""
    for row, record in drafts:
        if not isinstance(row, Claim) or not isinstance(record, ClaimRecord):
            continue
        now = claim_record(Claim.objects.get(pk=row.pk))
        if assertion_of(now) != assertion_of(record):
            identities = [assertion_of(record).identity(number) for number in range(1, MOST_OCCURRENCES + 1)]
            ClaimIdentity.objects.filter(claim=row, identity__in=identities).delete()


def _text_of(record_type: str, key: str, version: int) -> str | None:
    """The canonical text of a version, or None if it was erased."""
    found = RevisionContent.objects.filter(
        revision__record_type=record_type, revision__record_key=key, revision__version=version
    )
    return found.values_list("text", flat=True).first()
