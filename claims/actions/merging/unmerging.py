"""Undo a merge or a renaming by new versions. Sealed versions stay."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import Q

from claims.actions.auditing import note_event
from claims.actions.drafts.relation_checks import check_relations_of
from claims.actions.drafts.writing import locked_row
from claims.actions.merging.following import follow_back_at_desk
from claims.actions.merging.merging import rename
from claims.actions.merging.moving import Deciders, Rewrite, decided, restored, rewritten, take_back
from claims.actions.progress import Progress, silent
from claims.actions.publishing.projected_moves import follow_moves
from claims.actions.publishing.sealing import seal
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import State
from claims.domain.record.codec import from_document, from_text, to_document
from claims.domain.record.merging import without_change
from claims.models import (
    Claim,
    ClaimFacet,
    ClaimVersion,
    FacetCount,
    FormerAddress,
    Revision,
    RevisionContent,
)
from claims.models.moves import FACETS_OF, Moves, current_record
from claims.models.projection import valid_at
from claims.models.record_row import RecordRow


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

    After a merge, the record is public again, and claims that were sealed with its key are found under it.
    What the merge amended points to it again, and so do claims and working copies that named it and were
    written since, except fields that have changed otherwise. What was recorded under the other record stays
    there, and that record loses the names it took over. After a renaming, the record has its old key again.
    Raises Refused if it was undone already, or if the record that stayed was itself merged or renamed.
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
    redirects = take_back(move.record_type, move.key, who)
    follow_moves(move.record_type, [move.key, move.now_key])
    revisions = [restored(gone, who, redirects)]
    follow_back_at_desk(move, who)
    if move.record_type == "speaker":
        check_relations_of(move.key, Moves.read())
    changed, kept = _taken_back(move)
    revisions += rewritten(changed, who, progress)
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
"""What of a row says something else since the merge, as ``Rewrite`` names it."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """A row that says since the merge what it did not say before, and how the merge alone changed it."""

    row: RecordRow
    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    part: Part


def _taken_back(move: FormerAddress) -> tuple[list[Rewrite], list[str]]:
    """The records to restore, and the names of records and fields that cannot be restored."""
    kept: list[str] = []
    then = Moves.read(at=move.at)
    found = [*_amended_by(move, kept), *_written_since(move, then)]
    whole = {(type(one.row), one.row.pk): Rewrite.of(one.row) for one in found}
    for one in found:
        if one.row.state == State.WITHDRAWN:
            kept.append(one.name)
            continue
        rewrite = whole[type(one.row), one.row.pk]
        now = to_document(then.current(getattr(rewrite, one.part)))
        document, stayed = without_change(one.before, one.after, now)
        kept += [f"{one.name}, {field}" for field in stayed]
        setattr(rewrite, one.part, current_record(from_document(document)))
    return [one for one in whole.values() if one.row.state != State.WITHDRAWN], kept


def _amended_by(move: FormerAddress, kept: list[str]) -> Iterator[_Changed]:
    """The public records that the merge amended, and waiting changes to such claims."""
    for revision in Revision.objects.filter(ledger_row=move.ledger_row).exclude(
        record_type=move.record_type, record_key=move.key
    ):
        place = revision.record_type, revision.record_key
        before, after = (_text_of(*place, version) for version in (revision.version - 1, revision.version))
        if before is None or after is None:
            kept.append(" ".join(place))
            continue
        was, became, row = json.loads(before), json.loads(after), locked_row(*place)
        yield _Changed(row, " ".join(place), was, became, "record")
        yield from _change_of(row, was, became)


def _written_since(move: FormerAddress, then: Moves) -> Iterator[_Changed]:
    """The claims that named the former record at the merge and have a later version, or a waiting change."""
    keys = [move.key, *Moves.read().formers(move.record_type, move.key)]
    values = FacetCount.objects.filter(facet__in=FACETS_OF.get(move.record_type, ()), value__in=keys)
    links = ClaimFacet.objects.filter(value__in=list(values.values_list("pk", flat=True))).order_by()
    versions = ClaimVersion.objects.filter(valid_at(move.at), pk__in=links.values("version"))
    has_change = Q(key__in=Claim.objects.exclude(change_state=None).values("key"))
    rows = versions.filter(Q(is_open=False) | has_change).order_by("key")
    for key, version, text in rows.values_list("key", "version", "revision__content__text"):
        row, before = locked_row("claim", key), from_text(text)
        was, became = to_document(before), to_document(then.current(before))
        if row.version != version:
            yield _Changed(row, f"claim {key}", was, became, "record")
        yield from _change_of(row, was, became)


def _change_of(row: RecordRow, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[_Changed]:
    if row.has_change:
        yield _Changed(row, f"working copy of {row.RECORD.TYPE} {row.record_key}", before, after, "change")


def _text_of(record_type: str, key: str, version: int) -> str | None:
    """The canonical text of a version, or None if it was erased."""
    found = RevisionContent.objects.filter(
        revision__record_type=record_type, revision__record_key=key, revision__version=version
    )
    return found.values_list("text", flat=True).first()
