"""Save relations between claims in drafts, by amendments or as proposed changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import capfirst
from msgspec.structs import replace

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.publishing import check_relations
from claims.actions.publishing.reviewing import submit_change
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, may
from claims.domain.history.workflow import Action, ChangeClass
from claims.domain.record.claim import ClaimRecord, Relation
from claims.models.record_mapping import claim_record
from claims.models.record_row import RecordRow

CLASSES = (ChangeClass.UPDATE, ChangeClass.CLARIFICATION)
"""The classes of a change to relations of public claims."""


@dataclass(frozen=True, slots=True)
class ChosenRelation:
    """A relation of the claim ``key`` to the claim ``to``. An empty ``kind`` means none.

    ``was`` and ``edition`` are the kind and the edition of the claim that the form showed.
    """

    key: str
    to: str
    kind: str
    grounds: str = ""
    was: str = ""
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """The keys of the changed claims, by how they were changed."""

    drafts: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()


@transaction.atomic
def relate(
    *, chosen: Sequence[ChosenRelation], by: Actor, at: datetime, change_class: ChangeClass, note: str
) -> Related:
    """Save relations. Drafts are changed, and public claims are amended under one ledger row.

    If the actor may not amend alone (a contributor, or review is required), changes are submitted with class
    and note. Raises Refused, and saves nothing, if a public claim would point to one that
    is not public, a change to it waits already, or the note is missing. Raises Conflict for an old
    ``edition``.
    """
    if change_class not in CLASSES:
        raise Refused("A relation is saved as an update or a clarification.")
    by_claim: dict[str, list[ChosenRelation]] = {}
    for one in chosen:
        by_claim.setdefault(one.key, []).append(one)
    is_alone = may(by, Action.AMEND) and not settings.REVIEW_REQUIRED
    drafts, public = [], []
    for key, changes in by_claim.items():
        row = locked_row("claim", key, edition=changes[0].edition)
        record = claim_record(row)
        changed = _with_relations(record, changes)
        if changed == record:
            continue
        if row.version == 0:
            change_draft(record=changed, by=by, at=at)
            drafts.append(key)
        else:
            _check_public(row, changed)
            public.append(changed)
    if public and is_alone:
        amend(amendments=[Amendment(record, change_class, note) for record in public], by=by, at=at)
    elif public:
        for record in public:
            propose_change(record=record, by=by, at=at)
            amendment = Amendment(record, change_class, note)
            submit_change(amendment=amendment, by=by, at=at, note_is_enough=True)
    keys = tuple(record.key for record in public)
    return Related(tuple(drafts), keys if is_alone else (), () if is_alone else keys)


def _with_relations(record: ClaimRecord, changes: Sequence[ChosenRelation]) -> ClaimRecord:
    kept = list(record.relations)
    for change in changes:
        kept = [
            one
            for one in kept
            if (one.to, one.kind) not in {(change.to, change.was), (change.to, change.kind)}
        ]
        if change.kind:
            kept.append(Relation(kind=change.kind, to=change.to, grounds=change.grounds.strip()))
    ordered = tuple(sorted(kept, key=lambda one: (one.to, one.kind)))
    before = tuple(sorted(record.relations, key=lambda one: (one.to, one.kind)))
    return record if ordered == before else replace(record, relations=ordered)


def _check_public(row: RecordRow, record: ClaimRecord) -> None:
    if not row.is_public:
        raise Refused(f"The claim {record.key} is withdrawn; its relations stay as they are.")
    if row.has_change:
        raise Refused(f"A change to {record.key} waits already: publish or discard it first.")
    try:
        check_relations([record])
    except Refused as refusal:
        raise Refused(
            f"{capfirst(refusal.message)} Publish that claim first: public claims point to public ones alone."
        ) from refusal
