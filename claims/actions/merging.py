"""Merging two records, and renaming one.

What points to the one record is amended to point to the other, all under one ledger row. The record that
goes is withdrawn with its content, so that its history stays; its address leads to the other. Nothing that
was sealed is altered::

    a ◄── 37 claims            a  withdrawn, /a/ answers 301 to /b/
    b ◄──  5 claims    merge   b ◄── 42 claims, 37 of them with one version more
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, cast

from django.conf import settings
from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.relating_checks import check_relations_hold
from claims.actions.sealing import NewRevision, seal
from claims.actions.writing import find_keys, locked_row, refuse, row_of, write
from claims.domain.actors import Actor
from claims.domain.errors import Refused
from claims.domain.identity import is_slug
from claims.domain.ledger import PublicNote, Redirect
from claims.domain.moved_references import with_references_moved
from claims.domain.permissions import check_may
from claims.domain.record_codec import canonical_text, references
from claims.domain.record_rules import publication_problems
from claims.domain.shared_records import Record
from claims.domain.workflow import Action, ChangeClass, State, check_publisher
from claims.models import Claim, FormerAddress
from claims.models.record_mapping import ROWS, TYPE_OF_ROW, as_record, with_content
from claims.models.record_row import RecordRow
from claims.models.references import rows_pointing_to
from claims.models.scales import scales_of

MOVABLE: Final = ("speaker", "topic")
"""The types of records that can be merged and renamed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Deciders:
    """Who does it, who lets it be public, and why."""

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
    """Those who decide. Raises NotAllowed or Refused as amending does, and Refused without a note."""
    approver = approver or by
    check_may(approver, Action.AMEND)
    if not approver.is_system:
        check_publisher([by.name], approver.name, settings.REVIEW_REQUIRED)
    if not note.strip():
        raise Refused("A change to a public record needs a note that says why.")
    return Deciders(by, approver, at, note.strip())


@transaction.atomic
def merge(
    *,
    record_type: str,
    key: str,
    into: str,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
) -> FormerAddress:
    """Let all that points to a record point to another, and withdraw it; its address leads to the other.

    Raises Refused, and changes nothing, where one of them is not public, both are one, or review is required
    and nobody else approves; NotAllowed; Conflict where ``edition`` is not that of the record that goes.
    """
    who = decided(by, approver, at, note)
    loser = public_row(record_type, key, edition=edition)
    survivor = public_row(record_type, into)
    if loser.pk == survivor.pk:
        raise Refused("A record cannot be merged into itself.")
    revisions = [_withdrawn(loser, who, into, "merge")]
    revisions += point_elsewhere(record_type, key, into, who)
    return _sealed(revisions, record_type, key, into, "merge", who)


@transaction.atomic
def rename(
    *,
    record_type: str,
    key: str,
    now_key: str,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
) -> FormerAddress:
    """Give a record another key: all that points to it points to the new one, where the old address leads.

    A key that the record had before may be given again. Raises Refused where the new key is no slug, or is
    or was that of another record, and as ``merge`` does.
    """
    who = decided(by, approver, at, note)
    old = public_row(record_type, key, edition=edition)
    if not is_slug(now_key):
        raise Refused(f"“{now_key[:80]}” is not a slug: write small letters, digits and hyphens.")
    record = cast("Any", as_record(old))
    renamed = with_references_moved(dataclasses.replace(record, slug=now_key), record_type, key, now_key)
    taken = row_of(record_type, now_key)
    if taken is not None and not _had(record_type, key, taken):
        raise Refused(f"The {record_type} {now_key} is on record already: merge the two.")
    revisions = [_withdrawn(old, who, now_key, "rename")]
    taken_back = take_back(record_type, now_key, who)
    revisions.append(_founded(taken, renamed, who, taken_back))
    revisions += point_elsewhere(record_type, key, now_key, who)
    return _sealed(revisions, record_type, key, now_key, "rename", who)


def public_row(record_type: str, key: str, *, edition: int | None = None) -> RecordRow:
    """The row of a public speaker or topic, locked. Raises Refused where it is neither, Conflict."""
    if record_type not in MOVABLE:
        raise Refused(f"A {record_type} can neither be merged nor renamed.")
    row = locked_row(record_type, key, edition=edition)
    if not row.is_public:
        raise Refused(f"The {record_type} {key} is not public.")
    return row


def _had(record_type: str, key: str, row: RecordRow) -> bool:
    """Whether a row that was withdrawn is the same record under a key that it had before."""
    moves = FormerAddress.objects.filter(record_type=record_type, key=row.record_key, now_key=key)
    return row.state == State.WITHDRAWN and moves.filter(undone_at=None, kind="rename").exists()


def take_back(record_type: str, key: str, who: Deciders) -> tuple[Redirect, ...]:
    """Let the address of a record lead nowhere else any more; what the revision that does it has to seal."""
    moves = FormerAddress.objects.filter(record_type=record_type, key=key, undone_at=None)
    found = tuple(Redirect(record_type, key, move.now_key, "undo") for move in moves)
    moves.update(undone_at=who.at, undone_by=who.by.name)
    return found


def _withdrawn(row: RecordRow, who: Deciders, now_key: str, kind: str) -> NewRevision:
    """Withdraw a row, whose address leads to ``now_key``; its last version keeps its content."""
    record = as_record(row)
    row.state, row.version, row.revised_at = State.WITHDRAWN.value, row.version + 1, who.at
    row.edition += 1
    row.save(update_fields=["state", "version", "revised_at", "edition"])
    return who.revision(
        record,
        row.record_key,
        row.version,
        ChangeClass.WITHDRAWAL.value,
        redirects=(Redirect(record.TYPE, row.record_key, now_key, kind),),
        before=canonical_text(record),
    )


def restored(row: RecordRow, who: Deciders, redirects: tuple[Redirect, ...]) -> NewRevision:
    """Let a row that a merge or renaming withdrew be public again, pointing to what there is today."""
    record = up_to_date(as_record(row))
    if record != as_record(row):
        write(row, record, find_keys([record]), at=who.at)
    row.state, row.version, row.revised_at = State.PUBLISHED.value, row.version + 1, who.at
    row.edition += 1
    row.save(update_fields=["state", "version", "revised_at", "edition"])
    return who.revision(record, row.record_key, row.version, ChangeClass.UPDATE.value, redirects=redirects)


def up_to_date(record: Record) -> Record:
    """The record with references to what has been merged or renamed since leading where that is now."""
    for record_type, key in sorted(references(record)):
        found = key
        while record_type in MOVABLE:
            steps = FormerAddress.objects.filter(record_type=record_type, key=found, undone_at=None)
            following = steps.values_list("now_key", flat=True).first()
            if following is None:
                break
            found = following
        if found != key:
            record = with_references_moved(record, record_type, key, found)
    return record


def _founded(
    row: RecordRow | None, record: Record, who: Deciders, redirects: tuple[Redirect, ...]
) -> NewRevision:
    """Put the record on record under its new key, or under one that it had before."""
    refuse(publication_problems(record, scales_of([record])))
    is_new = row is None
    row = row or ROWS[record.TYPE](author=who.by.name)
    write(row, record, find_keys([record]), at=who.at)
    row.state, row.version, row.revised_at = State.PUBLISHED.value, row.version + 1, who.at
    row.published_at = row.published_at or who.at
    row.save(update_fields=["state", "version", "published_at", "revised_at"])
    change_class = "publication" if is_new else ChangeClass.UPDATE.value
    return who.revision(as_record(row), row.record_key, row.version, change_class, redirects=redirects)


def point_elsewhere(record_type: str, key: str, now_key: str, who: Deciders) -> list[NewRevision]:
    """Let every row that points to a record point to another; the new versions of those that are public."""
    found = [
        row
        for _, rows in rows_pointing_to(record_type, key)
        for row in with_content(rows.exclude(state=State.WITHDRAWN.value))
    ]
    moved = [(row, with_references_moved(as_record(row), record_type, key, now_key)) for row in found]
    return rewritten(moved, who)


def rewritten(rows: Iterable[tuple[RecordRow, Record]], who: Deciders) -> list[NewRevision]:
    """Write records into their rows, drafts and working copies too; the new versions of the public ones."""
    rows = list(rows)
    keys = find_keys([record for _, record in rows])
    scales = scales_of(record for _, record in rows)
    check_relations_hold(record for row, record in rows if row.version)
    revisions = []
    for row, record in rows:
        before = canonical_text(as_record(row))
        if canonical_text(record) == before:
            continue
        write(row, record, keys, at=who.at)
        if not row.version:
            _note(row, "change", who)
            continue
        refuse(publication_problems(record, scales))
        row.version += 1
        row.revised_at = who.at
        row.save(update_fields=["version", "revised_at"])
        revisions.append(
            who.revision(record, row.record_key, row.version, ChangeClass.UPDATE.value, before=before)
        )
        _note(row, "amend", who)
    return revisions


def _note(row: RecordRow, action: str, who: Deciders) -> None:
    amended = row.amends if isinstance(row, Claim) else None
    key = amended.record_key if amended is not None else row.record_key
    note_event(
        action=action,
        by=who.by,
        at=who.at,
        record_type=TYPE_OF_ROW[type(row)],
        record_key=key,
        version=row.version,
        detail={"note": who.note},
    )


def _sealed(
    revisions: list[NewRevision], record_type: str, key: str, now_key: str, kind: str, who: Deciders
) -> FormerAddress:
    summary = f"{record_type} {key} → {now_key}"
    row = seal(revisions=revisions, kind=kind, by=who.approver, at=who.at, summary=summary[:300])
    detail = {"now": now_key, "note": who.note, "revisions": len(revisions)}
    note_event(
        action=kind, by=who.by, at=who.at, record_type=record_type, record_key=key, version=0, detail=detail
    )
    return FormerAddress.objects.create(
        record_type=record_type,
        key=key,
        now_key=now_key,
        kind=kind,
        at=who.at,
        by=who.by.name,
        ledger_row=row,
    )
