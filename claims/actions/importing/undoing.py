"""Undo an import: restore what it changed, discard its drafts, withdraw the claims that it published."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, Literal

from django.db import transaction
from django.db.models import QuerySet

from claims.actions.auditing import note_event
from claims.actions.drafts.drafting import discard_draft, discard_drafts
from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.drafts.writing import locked_row
from claims.actions.importing.applying import ORDER
from claims.actions.importing.on_record import Standing, standings
from claims.actions.progress import Progress, silent
from claims.actions.publishing.amending import Amendment, amended
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.sealing import seal
from claims.actions.publishing.withdrawing import withdrawn
from claims.database.chunks import chunks
from claims.domain.errors import ClaimsError, Refused
from claims.domain.history.permissions import Actor, Task, check_may
from claims.domain.history.workflow import ChangeClass, State
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record, keys_by_type
from claims.models import Batch, BatchEntry, RevisionContent
from claims.models.record_mapping import rows_with_keys
from claims.models.record_row import RecordRow

REASON: Final = "batch_undone"
SUBMITTED: Final = "It was submitted since."
How = Literal["discard", "restore_change", "restore_draft", "amend_back", "withdraw"]
DONE: Final = {
    "discard": "discarded",
    "restore_change": "restored",
    "restore_draft": "restored",
    "amend_back": "restored",
    "withdraw": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class UndoneBatch:
    """How many records were "restored", "discarded" and "withdrawn", and why each of the others stays."""

    counts: dict[str, int]
    kept: dict[Place, str]

    @property
    def kept_by_reason(self) -> dict[str, list[Place]]:
        """The records that stay, by the reason why."""
        found: dict[str, list[Place]] = {}
        for place, reason in self.kept.items():
            found.setdefault(reason, []).append(place)
        return found


def foresee_undoing(*, batch: str) -> UndoneBatch:
    """What undoing an import would do. Nothing is written.

    What others point to, or a rule forbids, is only found when it is done. Raises Refused if there is no such
    batch.
    """
    entries = _entries(_batch(Batch.objects.all(), batch))
    found = dict(_standings(entries))
    counts: Counter[str] = Counter()
    kept: dict[Place, str] = {}
    for entry in entries:
        place = (entry.record_type, entry.record_key)
        try:
            counts[DONE[_how(entry, found.get(place))]] += 1
        except Refused as refusal:
            kept[place] = refusal.message
    return UndoneBatch(dict(counts), kept)


@transaction.atomic
def undo_import(*, batch: str, by: Actor, at: datetime, progress: Progress = silent) -> UndoneBatch:
    """Undo what an import did to each record, in one transaction and under one ledger row.

    A draft that it made is discarded, one that it changed gets its content of before, a public record that it
    changed is amended back, and a claim that it published is withdrawn. What has changed since stays, and so
    does what others point to, and a public record that is no claim. The same file can then be imported again.
    No second person approves, as nobody approved the import. Raises NotAllowed, and Refused if there is no
    such batch.
    """
    check_may(by, Task.UNDO_IMPORT)
    found = _batch(Batch.objects.select_for_update(), batch)
    entries = _entries(found)
    _lock(entries)
    undoing = _Undoing(found, Actor(by.name, is_system=True), at, dict(_standings(entries)))
    total = len(entries)
    waiting = undoing.discard_free(entries, progress)
    # Records of one batch point to one another: what was refused is tried again while others go.
    while waiting:
        refused = []
        for entry in waiting:
            if not undoing.undo(entry):
                refused.append(entry)
            progress("Undone", undoing.counts.total(), total)
        if len(refused) == len(waiting):
            break
        waiting = refused
    if undoing.revisions:
        summary = undoing.note[:300]
        seal(revisions=undoing.revisions, kind="batch", by=by, at=at, summary=summary, progress=progress)
    counts = dict(undoing.counts)
    if counts:
        found.undone_at = at
        found.save(update_fields=["undone_at"])
        note_event(action="undo_import", by=by, at=at, detail={"batch": batch, **counts})
    return UndoneBatch(counts, undoing.kept)


class _Undoing:
    def __init__(self, batch: Batch, by: Actor, at: datetime, standings: dict[Place, Standing]) -> None:
        self.by, self.at, self.standings = by, at, standings
        self.note = f"Undo import {batch.name}"
        self.counts: Counter[str] = Counter()
        self.kept: dict[Place, str] = {}
        self.revisions: list[NewRevision] = []

    def discard_free(self, entries: list[BatchEntry], progress: Progress) -> list[BatchEntry]:
        """Discard the drafts that the import made and nothing points to; the others are returned."""
        left: list[BatchEntry] = []
        for record_type, of_type in groupby(entries, key=lambda entry: entry.record_type):
            for some in chunks(of_type):
                drafts = {entry.record_key: entry.pk for entry in some if self._is_discarded(entry)}
                gone = discard_drafts(record_type=record_type, keys=drafts.keys(), by=self.by, at=self.at)
                BatchEntry.objects.filter(pk__in=[drafts[key] for key in gone]).delete()
                self.counts["discarded"] += len(gone)
                left += [entry for entry in some if entry.record_key not in gone]
                progress("Undone", self.counts.total(), len(entries))
        self.counts = +self.counts
        return left

    def _is_discarded(self, entry: BatchEntry) -> bool:
        try:
            return _how(entry, self.standings.get((entry.record_type, entry.record_key))) == "discard"
        except Refused:
            return False

    def undo(self, entry: BatchEntry) -> bool:
        """Whether it could undo what was done to a record. If not, ``kept`` has the reason."""
        place = (entry.record_type, entry.record_key)
        standing = self.standings.get(place)
        try:
            with transaction.atomic():
                how = _how(entry, standing)
                assert standing is not None
                revisions = self._undo(how, entry, place, standing)
                # Without its entry, a record counts as not imported, so the same file imports it again.
                entry.delete()
        except ClaimsError as error:
            self.kept[place] = error.message
            return False
        self.revisions += revisions
        self.counts[DONE[how]] += 1
        self.kept.pop(place, None)
        return True

    def _undo(self, how: How, entry: BatchEntry, place: Place, standing: Standing) -> list[NewRevision]:
        """Undo what was done to a record, and return the revisions that it takes."""
        by, at = self.by, self.at
        match how:
            case "discard":
                discard_draft(row=locked_row(*place), by=by, at=at)
            case "restore_draft":
                change_draft(record=_before(entry), by=by, at=at)
            case "restore_change":
                self._restore_change(entry, locked_row(*place), standing)
            case "amend_back":
                amendment = Amendment(_version_before(entry), ChangeClass.UPDATE, self.note)
                return amended(amendments=[amendment], by=by, at=at, approver=by)[1]
            case "withdraw":
                return [
                    withdrawn(key=place[1], reason_class=REASON, note=self.note, by=by, at=at, approver=by)
                ]
        return []

    def _restore_change(self, entry: BatchEntry, row: RecordRow, standing: Standing) -> None:
        if row.work_state != State.DRAFT:
            raise Refused(SUBMITTED)
        if entry.before == json.loads(standing.text):
            discard_draft(row=row, by=self.by, at=self.at)
        else:
            record = _before(entry)
            assert isinstance(record, ClaimRecord)
            propose_change(record=record, by=self.by, at=self.at)


def _how(entry: BatchEntry, standing: Standing | None) -> How:
    """How to undo what was done to a record. Raises Refused if it stays."""
    if standing is None:
        raise Refused("It is no longer on record.")
    if _only_waits(entry, standing):
        return "restore_change"
    if digest(standing.text) != entry.digest or bool(standing.version) != bool(entry.version):
        raise Refused("It has changed since.")
    if standing.change_text:
        raise Refused("A change to it waits in its working copy.")
    if not standing.version:
        if standing.state != (entry.before_state or State.DRAFT):
            raise Refused(SUBMITTED)
        return "discard" if entry.done == "made" else "restore_draft"
    if entry.before_state == State.PUBLISHED:
        if standing.version > entry.version and not _sealed(entry):
            raise Refused("It has changed since.")
        return "amend_back"
    if entry.record_type != "claim":
        raise Refused("It is public now, and only a claim can be withdrawn.")
    return "withdraw"


def _batch(batches: QuerySet[Batch], name: str) -> Batch:
    found: Batch | None = batches.filter(name=name).first()
    if found is None:
        raise Refused(f"There is no batch {name}: import_claims gives its name, and the audit has it.")
    return found


def _entries(batch: Batch) -> list[BatchEntry]:
    """The entries of the batch. Records come before the records that they point to."""
    return [
        entry
        for record_type in reversed(ORDER)
        for entry in batch.entries.filter(record_type=record_type).order_by("-pk")
    ]


def _lock(entries: Iterable[BatchEntry]) -> None:
    """Let nobody change these records until the transaction ends."""
    for record_type, some in _keys(entries):
        list(rows_with_keys(record_type, some).select_for_update(no_key=True).order_by("pk").values("pk"))


def _before(entry: BatchEntry) -> Record:
    """What the import replaced. Raises Refused if that was erased."""
    if entry.before is None:
        raise Refused("What it was before was erased.")
    return from_document(entry.before)


def _sealed(entry: BatchEntry) -> bool:
    """Whether the import itself made its text public, and no editor who approved it as a change."""
    found = _content(entry, entry.version)
    return found is not None and digest(found.text) == entry.digest


def _content(entry: BatchEntry, version: int) -> RevisionContent | None:
    return RevisionContent.objects.filter(
        revision__record_type=entry.record_type,
        revision__record_key=entry.record_key,
        revision__version=version,
    ).first()


def _version_before(entry: BatchEntry) -> Record:
    """The version before the one that the import sealed. Raises Refused if that was erased."""
    version = entry.version - 1
    before = _content(entry, version)
    if before is None:
        raise Refused(f"Its version {version} was erased.")
    return from_document(json.loads(before.text))


def _only_waits(entry: BatchEntry, standing: Standing) -> bool:
    """Whether the import only wrote a change to a public claim, which waits as the import left it."""
    return (
        bool(standing.change_text)
        and (entry.before_state, entry.version) == (State.PUBLISHED, standing.version)
        and digest(standing.change_text) == entry.digest
    )


def _standings(entries: Iterable[BatchEntry]) -> Iterator[tuple[Place, Standing]]:
    for record_type, some in _keys(entries):
        for key, standing in standings(record_type, some).items():
            yield (record_type, key), standing


def _keys(entries: Iterable[BatchEntry]) -> Iterator[tuple[str, list[str]]]:
    """The keys of the records of entries by type, in chunks."""
    for record_type, keys in keys_by_type((one.record_type, one.record_key) for one in entries).items():
        for some in chunks(sorted(keys)):
            yield record_type, some
