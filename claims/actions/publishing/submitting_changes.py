"""Submit changes to public claims for review, return them, and change claims by tools of the desk.

The working copy holds the changed content, and a proposal the class and the public note. The approver may
correct both without becoming an author.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import transaction

from claims.actions.drafts.proposing import CHANGE, settle_change
from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.correcting import check_note
from claims.actions.publishing.reviewing import move, submit_along
from claims.domain.errors import Conflict, Refused
from claims.domain.history.permissions import Actor, check_may, may
from claims.domain.history.typographic import typographic_problem
from claims.domain.history.workflow import Action, ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, Proposal
from claims.models.record_mapping import as_record


@transaction.atomic
def submit_change(
    *, amendment: Amendment, by: Actor, at: datetime, edition: int | None = None, note_is_enough: bool = False
) -> Claim:
    """Submit the working copy of a claim for review, and return it.

    ``amendment`` is the content of the copy with class and note. ``edition`` is the edition of the
    copy that was read. ``note_is_enough`` is for changes by a tool of the desk (a stance, a check, a
    relation), which need no more than the note. Raises Refused if there is no working copy, it is submitted
    already, or class and note do not fit the change. Raises Conflict for an old ``edition``, and NotAllowed.
    """
    check_may(by, Action.SUBMIT)
    key = amendment.record.key  # type: ignore[union-attr]  # a claim has a key
    copy = _locked_copy(key, edition)
    move(copy, key, Action.SUBMIT, by=by, at=at, detail={"note": amendment.note})
    check_note(amendment, note_is_enough=note_is_enough)
    if amendment.change_class is ChangeClass.TYPOGRAPHIC:
        assert copy.amends is not None
        if problem := typographic_problem(as_record(copy.amends), as_record(copy)):
            raise Refused(problem)
    settle_change(key=key, approved=False, by=by, at=at)
    Proposal.objects.create(
        record_type="claim",
        record_key=key,
        decision=CHANGE,
        answers={
            "change_class": amendment.change_class.value,
            "note": amendment.note,
            "wrong": amendment.wrong,
            "right": amendment.right,
            "learned": amendment.learned,
            "thanks": amendment.thanks,
            "note_is_enough": note_is_enough,
        },
        by=by.name,
        at=at,
    )
    submit_along(as_record(copy))
    return copy


@transaction.atomic
def return_change(*, key: str, comment: str, by: Actor, at: datetime, edition: int | None = None) -> Claim:
    """Return a submitted working copy to its author.

    Raises Refused without a comment, Conflict for an old ``edition``, NotAllowed.
    """
    if not comment.strip():
        raise Refused("Say in a comment what is missing.")
    check_may(by, Action.RETURN)
    copy = _locked_copy(key, edition)
    move(copy, key, Action.RETURN, by=by, at=at, detail={"comment": comment})
    settle_change(key=key, approved=False, by=by, at=at)
    return copy


def _locked_copy(key: str, edition: int | None) -> Claim:
    claim = locked_row("claim", key)
    copy: Claim | None = Claim.objects.select_for_update(of=("self",)).filter(amends=claim.pk).first()
    if copy is None:
        raise Refused(f"There is no working copy of {key}.")
    if edition is not None and copy.edition != edition:
        raise Conflict(f"The working copy of {key} has changed since you opened it.")
    return copy


Updated = Literal["draft", "amended", "proposed"]


@transaction.atomic
def update_claim(*, row: Claim, changed: ClaimRecord, note: str, by: Actor, at: datetime) -> Updated:
    """Save a changed record of a claim, and return how it was saved. The caller has locked ``row``.

    A public claim is amended with class *update* and the ``note``. If the actor may not amend alone, the
    change is submitted in a working copy with that class and note. Raises Refused if a change to the claim
    waits already, and as ``amend`` does. Raises NotAllowed.
    """
    if row.version == 0:
        change_draft(record=changed, by=by, at=at)
        return "draft"
    if Claim.objects.filter(amends=row).exists():
        raise Refused(f"A change to {changed.key} waits already: publish or discard it first.")
    if may(by, Action.AMEND) and not settings.REVIEW_REQUIRED:
        amend(amendments=[Amendment(changed, ChangeClass.UPDATE, note.strip())], by=by, at=at)
        return "amended"
    propose_change(record=changed, by=by, at=at)
    submit_change(
        amendment=Amendment(changed, ChangeClass.UPDATE, note.strip()), by=by, at=at, note_is_enough=True
    )
    return "proposed"
