"""The history of a record of any type, for editors: versions, events, merges and waiting changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from claims.domain.history.changes import FieldChange, record_changes
from claims.domain.history.ledger import PublicNote
from claims.domain.record.codec import to_document
from claims.models import AuditEvent, Correction, FormerAddress, Revision
from claims.models.record_mapping import as_record, record_in_work
from claims.models.record_row import RecordRow
from claims.queries.history.versions import change_words, public_note, revived_versions

MOST_EVENTS: Final = 200
MOST_HANDS: Final = 5


@dataclass(frozen=True, slots=True)
class Version:
    """One sealed version. ``gone`` says why it cannot be shown, or is empty.

    ``is_restorable`` means that it has content and is not the public version.
    """

    number: int
    change: str
    note: str
    hands: tuple[str, ...]
    approver: str
    at: datetime
    ledger: int
    notes: PublicNote
    gone: str
    changes: tuple[FieldChange, ...]
    is_restorable: bool


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    at: datetime
    actor: str
    action: str
    version: int
    detail: str


@dataclass(frozen=True, slots=True)
class Move:
    """A merge or renaming of this record; it can be undone if ``pk`` is set."""

    pk: int | None
    sentence: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """``waiting`` is what the change to the record would change, None if none waits."""

    versions: tuple[Version, ...]
    events: tuple[HistoryEvent, ...]
    moves: tuple[Move, ...]
    waiting: tuple[FieldChange, ...] | None


def record_history(record_type: str, row: RecordRow) -> RecordHistory:
    """The history of a record, the latest first."""
    key = row.record_key
    revisions = Revision.objects.filter(record_type=record_type, record_key=key)
    versions: list[Version] = []
    before: Mapping[str, Any] | None = None
    sealed = list(revisions.select_related("content", "correction", "ledger_row").order_by("version"))
    revived = revived_versions(sealed)
    public = row.version if row.is_public else 0
    for revision in sealed:
        content = getattr(revision, "content", None)
        document = json.loads(content.text) if content else None
        is_content = document is not None and document["type"] == record_type
        shown = document if is_content else None
        version = _version(revision, before, shown, content is None, revision.version in revived)
        versions.append(replace(version, is_restorable=is_content and revision.version != public))
        before = document if is_content else before
    events = AuditEvent.objects.filter(record_type=record_type, record_key=key)
    return RecordHistory(
        versions=tuple(reversed(versions)),
        events=tuple(_event(event) for event in events[:MOST_EVENTS]),
        moves=_moves(record_type, key),
        waiting=_waiting(row),
    )


def _version(
    revision: Revision,
    before: Mapping[str, Any] | None,
    document: Mapping[str, Any] | None,
    is_gone: bool,
    is_again: bool,
) -> Version:
    return Version(
        number=revision.version,
        change=change_words(revision.change_class, is_again=is_again),
        note=revision.note,
        hands=tuple(revision.hands),
        approver=revision.approver,
        at=revision.published_at,
        ledger=revision.ledger_row.sequence,
        notes=public_note(revision),
        gone="Its content was erased by law." if is_gone else "",
        changes=record_changes(before, document) if before and document else (),
        is_restorable=False,
    )


def _event(event: AuditEvent) -> HistoryEvent:
    shown = ((name, value) for name, value in event.detail.items() if not isinstance(value, dict))
    detail = "; ".join(f"{name}: {value}" for name, value in shown)
    return HistoryEvent(event.at, event.actor, event.action.replace("_", " "), event.version, detail)


def _moves(record_type: str, key: str) -> tuple[Move, ...]:
    found = FormerAddress.objects.filter(record_type=record_type)
    notes = Correction.objects.filter(
        revision__ledger_row=OuterRef("ledger_row"),
        revision__record_type=OuterRef("record_type"),
        revision__record_key=OuterRef("key"),
    )
    found = found.annotate(note=Subquery(notes.values("note")[:1]))
    moves = []
    for move in (found.filter(key=key) | found.filter(now_key=key)).order_by("-at", "-pk"):
        done = "Merged into" if move.kind == "merge" else "Renamed to"
        taken_back = f" Undone by {move.undone_by}." if move.undone_at else ""
        sentence = f"{done} {move.now_key} by {move.by}; it was {move.key}.{taken_back}"
        moves.append(Move(None if move.undone_at else move.pk, sentence, move.at, move.note or ""))
    return tuple(moves)


def _waiting(row: RecordRow) -> tuple[FieldChange, ...] | None:
    if not row.has_change:
        return None
    return record_changes(to_document(as_record(row)), to_document(record_in_work(row)))


@dataclass(frozen=True, slots=True)
class Hand:
    name: str
    at: datetime


def latest_hands(record_type: str, key: str, saves: int) -> tuple[Hand, ...]:
    """The people of the latest ``saves`` of a record, the latest first, each once, at most five."""
    events = AuditEvent.objects.filter(record_type=record_type, record_key=key)
    found: dict[str, Hand] = {}
    for name, at in events.values_list("actor", "at")[: max(1, min(saves, MOST_HANDS))]:
        found.setdefault(name, Hand(name, at))
    return tuple(found.values())
