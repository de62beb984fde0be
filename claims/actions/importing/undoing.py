"""Undo an import: restore what it changed, discard its drafts, withdraw the claims that it published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.drafting import discard_draft
from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.drafts.writing import locked_row
from claims.actions.importing.applying import ORDER
from claims.actions.importing.on_record import Standing, standings
from claims.actions.progress import Progress, silent
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.withdrawing import withdraw
from claims.database.chunks import chunks
from claims.domain.errors import ClaimsError, Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, State
from claims.domain.record.canonical import digest
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_document
from claims.domain.record.identity import Place
from claims.domain.record.shared import Record
from claims.models import Batch, BatchEntry, Claim, RevisionContent

REASON = "batch_undone"


@dataclass(frozen=True, slots=True)
class UndoneBatch:
    """How many records were "restored", "discarded" and "withdrawn", and why each of the others stays."""

    counts: dict[str, int]
    kept: dict[Place, str]


def undo_import(*, batch: str, by: Actor, at: datetime, progress: Progress = silent) -> UndoneBatch:
    """Undo what an import did to each record, in one transaction.

    A draft that it made is discarded, one that it changed gets its content of before, a public record that it
    changed is amended back, and a claim that it published is withdrawn. What has changed since stays, and so
    does what others point to, and a public record that is no claim. The same file can then be imported again.
    Raises Refused if there is no such batch.
    """
    with transaction.atomic():
        found = Batch.objects.select_for_update().filter(name=batch).first()
        if found is None:
            raise Refused(f"There is no batch {batch}: import_claims gives its name, and the audit has it.")
        undoing = _Undoing(found, by, at)
        waiting = undoing.start()
        total = len(waiting)
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
        counts = dict(undoing.counts)
        if counts:
            found.undone_at = at
            found.save(update_fields=["undone_at"])
            note_event(action="undo_import", by=by, at=at, detail={"batch": batch, **counts})
    return UndoneBatch(counts, undoing.kept)


class _Undoing:
    def __init__(self, batch: Batch, by: Actor, at: datetime) -> None:
        self.batch, self.by, self.at = batch, by, at
        self.counts: Counter[str] = Counter()
        self.kept: dict[Place, str] = {}
        self.standings: dict[Place, Standing] = {}

    def start(self) -> list[BatchEntry]:
        """The entries of the batch. Records come before the records that they point to."""
        entries = [
            entry
            for record_type in reversed(ORDER)
            for entry in self.batch.entries.filter(record_type=record_type).order_by("-pk")
        ]
        self.standings = dict(_standings(entries))
        return entries

    def undo(self, entry: BatchEntry) -> bool:
        """Whether it could undo what was done to a record. If not, ``kept`` has the reason."""
        place = (entry.record_type, entry.record_key)
        try:
            with transaction.atomic():
                done = self._undo(entry, place)
                # Without its entry, a record counts as not imported, so the same file imports it again.
                entry.delete()
        except ClaimsError as error:
            self.kept[place] = error.message
            return False
        self.counts[done] += 1
        self.kept.pop(place, None)
        return True

    def _undo(self, entry: BatchEntry, place: Place) -> str:
        record_type, key = place
        standing = self.standings.get(place)
        if standing is None:
            raise Refused("It is no longer on record.")
        row = locked_row(*place, edition=standing.edition)
        if _is_in_copy(entry, standing):
            return self._restore_copy(entry, key, standing)
        if digest(standing.text) != entry.digest or bool(standing.version) != bool(entry.version):
            raise Refused("It has changed since.")
        if standing.copy_text:
            raise Refused("A change to it waits in its working copy.")
        if not standing.version and entry.done == "made":
            discard_draft(row=row, by=self.by, at=self.at)
            return "discarded"
        if not standing.version:
            change_draft(record=_before(entry), by=self.by, at=self.at)
            return "restored"
        if entry.before_state == State.PUBLISHED:
            self._amend_back(place, entry.version - 1)
            return "restored"
        if record_type != "claim":
            raise Refused("It is public now, and only a claim can be withdrawn.")
        withdraw(
            key=key,
            reason_class=REASON,
            note=self._note,
            by=self.by,
            at=self.at,
            kind="batch",
            edition=standing.edition,
        )
        return "withdrawn"

    @property
    def _note(self) -> str:
        return f"Undo import {self.batch.name}"

    def _restore_copy(self, entry: BatchEntry, key: str, standing: Standing) -> str:
        copy = Claim.objects.get(amends__key=key)
        if entry.before == json.loads(standing.text):
            discard_draft(row=copy, by=self.by, at=self.at)
        else:
            record = _before(entry)
            assert isinstance(record, ClaimRecord)
            propose_change(record=record, by=self.by, at=self.at)
        return "restored"

    def _amend_back(self, place: Place, version: int) -> None:
        record_type, key = place
        before = RevisionContent.objects.filter(
            revision__record_type=record_type, revision__record_key=key, revision__version=version
        ).first()
        if before is None:
            raise Refused(f"Its version {version} was erased.")
        record = from_document(json.loads(before.text))
        amend(amendments=[Amendment(record, ChangeClass.UPDATE, self._note)], by=self.by, at=self.at)


def _before(entry: BatchEntry) -> Record:
    """What the import replaced. Raises Refused if that was erased."""
    if entry.before is None:
        raise Refused("What it was before was erased.")
    return from_document(entry.before)


def _is_in_copy(entry: BatchEntry, standing: Standing) -> bool:
    """Whether the import only wrote into the working copy of a public claim, which is as it left it."""
    return (
        bool(standing.copy_text)
        and (entry.before_state, entry.version) == (State.PUBLISHED, standing.version)
        and digest(standing.copy_text) == entry.digest
    )


def _standings(entries: Iterable[BatchEntry]) -> Iterator[tuple[Place, Standing]]:
    keys: dict[str, list[str]] = {}
    for entry in entries:
        keys.setdefault(entry.record_type, []).append(entry.record_key)
    for record_type, of_type in keys.items():
        for chunk in chunks(of_type):
            for key, standing in standings(record_type, list(chunk)).items():
                yield (record_type, key), standing
