"""Taking back a merge or a renaming, by new versions: what was sealed stays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.merging import Deciders, decided, rename, restored, rewritten, take_back, up_to_date
from claims.actions.sealing import seal
from claims.actions.writing import locked_row
from claims.domain.actors import Actor
from claims.domain.errors import Refused
from claims.domain.moved_references import taken_back
from claims.domain.record_codec import from_document, to_document
from claims.domain.shared_records import Record
from claims.models import FormerAddress, Revision, RevisionContent
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many records point again where they did, and which fields stayed because they had changed since."""

    restored: int
    kept: tuple[str, ...]


@transaction.atomic
def undo_move(*, former: int, note: str, by: Actor, at: datetime, approver: Actor | None = None) -> TakenBack:
    """Take back the move that a former address (its primary key) tells of.

    Of a merge, the record is public again, and what the merge amended points to it again, unless it has
    changed since in just that. Of a renaming, the record has its old key again, with all that points to it.
    Raises Refused where it was undone already, or the record that remained has itself moved on.
    """
    who = decided(by, approver, at, note)
    move = FormerAddress.objects.select_for_update().get(pk=former)
    if move.undone_at is not None:
        raise Refused("This was undone already.")
    survivor = locked_row(move.record_type, move.now_key)
    if not survivor.is_public:
        raise Refused(f"The {move.record_type} {move.now_key} has itself moved on: undo that first.")
    if move.kind == "rename":
        back = rename(
            record_type=move.record_type,
            key=move.now_key,
            now_key=move.key,
            note=note,
            by=by,
            at=at,
            approver=approver,
        )
        return TakenBack(restored=back.ledger_row.revisions.count() - 2, kept=())
    return _unmerged(move, who)


def _unmerged(move: FormerAddress, who: Deciders) -> TakenBack:
    loser = locked_row(move.record_type, move.key)
    if _text_of(move.record_type, move.key, loser.version) is None:
        raise Refused(
            f"What the {move.record_type} {move.key} said was erased by law: it does not come back."
        )
    # First of all, so that nothing is led on by this move any more.
    revisions = [restored(loser, who, take_back(move.record_type, move.key, who))]
    changed, kept = _taken_back(move)
    revisions += rewritten(changed, who)
    summary = f"Undone: {move}"
    seal(revisions=revisions, kind="unmerge", by=who.approver, at=who.at, summary=summary[:300])
    note_event(
        action="unmerge",
        by=who.by,
        at=who.at,
        record_type=move.record_type,
        record_key=move.key,
        version=loser.version,
        detail={"from": move.now_key, "note": who.note, "kept": kept},
    )
    return TakenBack(len(revisions) - 1, tuple(kept))


def _taken_back(move: FormerAddress) -> tuple[list[tuple[RecordRow, Record]], list[str]]:
    """The records that the merge amended as they should be again, and what of them has to stay."""
    changed: list[tuple[RecordRow, Record]] = []
    kept: list[str] = []
    for revision in Revision.objects.filter(ledger_row=move.ledger_row).exclude(
        record_type=move.record_type, record_key=move.key
    ):
        name = f"{revision.record_type} {revision.record_key}"
        row = locked_row(revision.record_type, revision.record_key)
        place = revision.record_type, revision.record_key
        before, after = (_text_of(*place, version) for version in (revision.version - 1, revision.version))
        if not row.is_public or before is None or after is None:
            kept.append(name)
            continue
        now = to_document(as_record(row))
        document, stayed = taken_back(json.loads(before), json.loads(after), now)
        kept += [f"{name}, {field}" for field in stayed]
        changed.append((row, up_to_date(from_document(document))))
    return changed, kept


def _text_of(record_type: str, key: str, version: int) -> str | None:
    """The canonical text of a version; None where it was erased."""
    found = RevisionContent.objects.filter(
        revision__record_type=record_type, revision__record_key=key, revision__version=version
    )
    return found.values_list("text", flat=True).first()
