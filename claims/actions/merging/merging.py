"""Merge two records, rename a record, and say who a speaker without a name is.

The merged record is withdrawn and keeps its history. Its address redirects to the other record, which takes
over its names and offices, and remembers the key. Claims keep the words with which they were sealed, and are
found under the record that stays (``publishing/projected_moves``); what pages read by the key itself is
amended (``moving``). All revisions stand under one ledger row::

    a ◄── 37 claims            a  withdrawn, /a/ answers 301 to /b/
    b ◄──  5 claims    merge   b ◄── 42 claims, 37 of which say “a”
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from msgspec.structs import replace

from claims.actions.auditing import note_event
from claims.actions.drafts.relation_checks import check_relations_of
from claims.actions.drafts.writing import find_keys, refuse, row_of, write
from claims.actions.merging.following import follow_at_desk
from claims.actions.merging.moving import (
    Deciders,
    Rewrite,
    decided,
    public_row,
    rewritten,
    take_back,
    with_all_moved,
)
from claims.actions.progress import Progress, silent
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.projected_moves import follow_moves
from claims.actions.publishing.projected_records import NewRevision
from claims.actions.publishing.sealing import seal
from claims.domain.errors import Refused
from claims.domain.history.ledger import Redirect
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, State
from claims.domain.record.codec import canonical_text
from claims.domain.record.merging import merge_problem, with_all_taken, with_other_slug, with_references_moved
from claims.domain.record.rules import publication_problems
from claims.domain.record.shared import Record, SpeakerRecord
from claims.domain.record.slugs import is_slug
from claims.models import FormerAddress
from claims.models.moves import MOVABLE, Moves
from claims.models.record_mapping import ROWS, as_record
from claims.models.record_row import RecordRow
from claims.models.scales import scales_of

RENAMABLE: Final = tuple(record_type for record_type in MOVABLE if record_type != "source")
"""The types with a slug. The key of a source is made from its address."""


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
    into_edition: int | None = None,
    progress: Progress = silent,
) -> FormerAddress:
    """Merge the record ``key`` into ``into``, and return the redirect.

    A speaker takes over the names of the other as aliases, and its offices. Raises Refused, and changes
    nothing, if one of them is not public, both are the same or of different kinds, or review is required and
    nobody else approves. Raises NotAllowed, and Conflict if ``edition`` or ``into_edition`` is not the
    current one of its record.
    """
    who = decided(by, approver, at, note)
    gone, stays = check_merge(
        record_type=record_type, key=key, into=into, edition=edition, into_edition=into_edition
    )
    record = as_record(gone)
    withdrawn = _withdrawn(gone, who, into, "merge")
    rows = with_all_moved(record_type, key, into)
    if not any(one.row == stays for one in rows):
        rows.append(Rewrite.of(stays))
    for one in rows:
        if one.row == stays:
            one.record = with_all_taken(one.record, record)
    if record_type == "speaker":
        check_relations_of(key, Moves.read().and_also(record_type, key, into))
    revisions = [withdrawn, *rewritten(rows, who, progress)]
    return _followed(_sealed(revisions, record_type, key, into, "merge", who, progress), who)


@transaction.atomic
def check_merge(
    *,
    record_type: str,
    key: str,
    into: str,
    edition: int | None = None,
    into_edition: int | None = None,
) -> tuple[RecordRow, RecordRow]:
    """The rows to merge and to stay, locked. Raises Refused and Conflict as ``merge`` does."""
    gone = public_row(record_type, key, edition=edition)
    stays = public_row(record_type, into, edition=into_edition)
    if problem := merge_problem(as_record(gone), as_record(stays)):
        raise Refused(problem)
    return gone, stays


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
    progress: Progress = silent,
) -> FormerAddress:
    """Give a record another slug, update all references, and return the redirect from the old address.

    A former slug of the record may be used again. Raises Refused if the new one is not a slug, or is or was
    the slug of another record, and as ``merge`` does.
    """
    who = decided(by, approver, at, note)
    old = public_row(record_type, key, edition=edition)
    if record_type not in RENAMABLE:
        raise Refused(f"A {record_type} cannot be renamed: its key follows from what it says.")
    if not is_slug(now_key):
        raise Refused(f"“{now_key[:80]}” is not a slug: write small letters, digits and hyphens.")
    renamed = with_other_slug(with_references_moved(as_record(old), record_type, key, now_key), now_key)
    taken = row_of(record_type, now_key)
    if taken is not None and not _had(record_type, key, taken):
        raise Refused(f"The {record_type} {now_key} is on record already: merge the two.")
    revisions = [_withdrawn(old, who, now_key, "rename")]
    taken_back = take_back(record_type, now_key, who)
    revisions.append(_founded(taken, renamed, who, taken_back))
    revisions += rewritten(with_all_moved(record_type, key, now_key), who, progress)
    return _followed(_sealed(revisions, record_type, key, now_key, "rename", who, progress), who)


def _followed(move: FormerAddress, who: Deciders) -> FormerAddress:
    """Let the public record and the desk find under the present key what names the former one."""
    follow_moves(move.record_type, [move.key, move.now_key])
    follow_at_desk(move, who)
    return move


def _had(record_type: str, key: str, row: RecordRow) -> bool:
    """Whether a withdrawn row is the same record under a former key."""
    moves = FormerAddress.objects.filter(record_type=record_type, key=row.record_key, now_key=key)
    return row.state == State.WITHDRAWN and moves.filter(undone_at=None, kind="rename").exists()


def _withdrawn(row: RecordRow, who: Deciders, now_key: str, kind: str) -> NewRevision:
    """Withdraw a row and redirect its address to ``now_key``. Its last version keeps its content."""
    record = as_record(row)
    row.edition += 1
    row.save_version(who.at, State.WITHDRAWN.value)
    return who.revision(
        record,
        row.record_key,
        row.version,
        ChangeClass.WITHDRAWAL.value,
        redirects=(Redirect(record.TYPE, row.record_key, now_key, kind),),
        before=canonical_text(record),
    )


def _founded(
    row: RecordRow | None, record: Record, who: Deciders, redirects: tuple[Redirect, ...]
) -> NewRevision:
    """Publish the record under its new key, or under a former one."""
    refuse(publication_problems(record, scales_of([record])))
    is_new = row is None
    row = row or ROWS[record.TYPE](author=who.by.name)
    write(row, record, find_keys([record]), at=who.at)
    row.state, row.version, row.revised_at = State.PUBLISHED.value, row.version + 1, who.at
    row.published_at = row.published_at or who.at
    row.save(update_fields=["state", "version", "published_at", "revised_at"])
    change_class = "publication" if is_new else ChangeClass.UPDATE.value
    return who.revision(as_record(row), row.record_key, row.version, change_class, redirects=redirects)


def _sealed(
    revisions: list[NewRevision],
    record_type: str,
    key: str,
    now_key: str,
    kind: str,
    who: Deciders,
    progress: Progress,
) -> FormerAddress:
    summary = f"{record_type} {key} → {now_key}"
    row = seal(
        revisions=revisions,
        kind=kind,
        by=who.approver,
        at=who.at,
        summary=summary[:300],
        progress=progress,
    )
    detail = {"now": now_key, "note": who.note, "revisions": len(revisions)}
    note_event(action=kind, by=who.by, at=who.at, place=(record_type, key), detail=detail)
    return FormerAddress.objects.create(
        record_type=record_type,
        key=key,
        now_key=now_key,
        kind=kind,
        at=who.at,
        by=who.by.name,
        ledger_row=row,
    )


@transaction.atomic
def identify(
    *,
    key: str,
    identified_as: str,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
) -> RecordRow:
    """Record who a speaker without a name is. An empty key means that it is not known.

    Claims keep the speaker as described by the source. Raises Refused if the speaker has a name, or the other
    speaker does not exist or has no name, and as ``amend`` does.
    """
    row = public_row("speaker", key)
    record = as_record(row)
    assert isinstance(record, SpeakerRecord)
    if record.kind not in ("unidentified", "anonymous"):
        raise Refused("Only a speaker who is unidentified or anonymous can be identified.")
    if identified_as:
        other = as_record(public_row("speaker", identified_as))
        if not isinstance(other, SpeakerRecord) or other.kind in ("unidentified", "anonymous"):
            raise Refused("Nobody is identified as somebody who has no name either.")
    changed = replace(record, identified_as=identified_as)
    change_class = ChangeClass.UPDATE if identified_as else ChangeClass.CORRECTION
    return amend(
        amendments=[Amendment(changed, change_class, note)],
        by=by,
        at=at,
        approver=approver,
        edition=edition,
    )[0]
