"""Submit changes to public claims for review, and change claims by tools of the desk.

The row of the claim holds the change, its class and its public note. The approver may correct class and note
without becoming an author.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from django.conf import settings
from django.db import transaction

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.correcting import check_note
from claims.actions.publishing.reviewing import move, submit_along
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, check_may, may
from claims.domain.history.typographic import typographic_problem
from claims.domain.history.workflow import Action, ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import key_of_record
from claims.models import Claim
from claims.models.moves import current_record
from claims.models.record_mapping import as_record, record_in_work

NOTES: Final = ("note", "wrong", "right", "learned", "thanks")
"""The texts of a change to a public record, as an ``Amendment`` names them."""


@transaction.atomic
def submit_change(
    *, amendment: Amendment, by: Actor, at: datetime, edition: int | None = None, note_is_enough: bool = False
) -> Claim:
    """Submit the change to a public claim for review, and return the row of the claim.

    ``amendment`` is the changed content with class and note. ``edition`` is the edition of the claim that was
    read. ``note_is_enough`` is for changes by a tool of the desk (a stance, a check, a relation), which need
    no more than the note. Raises Refused if there is no change, it is submitted already, or class and note do
    not fit it. Raises Conflict for an old ``edition``, and NotAllowed.
    """
    check_may(by, Action.SUBMIT)
    key = key_of_record(amendment.record)
    row = locked_row("claim", key, edition=edition)
    if not isinstance(row, Claim) or not row.has_change:
        raise Refused(f"No change to {key} waits.")
    check_note(amendment, note_is_enough=note_is_enough)
    record = record_in_work(row)
    is_typographic = amendment.change_class is ChangeClass.TYPOGRAPHIC
    if is_typographic and (
        problem := typographic_problem(current_record(as_record(row)), current_record(record))
    ):
        raise Refused(problem)
    row.change_note = {
        "change_class": amendment.change_class.value,
        **{name: getattr(amendment, name) for name in NOTES},
        "note_is_enough": note_is_enough,
    }
    move(row, Action.SUBMIT, by=by, at=at, detail={"note": amendment.note})
    submit_along(record)
    return row


Updated = Literal["draft", "amended", "proposed"]


@transaction.atomic
def update_claim(*, row: Claim, changed: ClaimRecord, note: str, by: Actor, at: datetime) -> Updated:
    """Save a changed record of a claim, and return how it was saved. The caller has locked ``row``.

    A public claim is amended with class *update* and the ``note``. If the actor may not amend alone, the
    change is submitted with that class and note. Raises Refused if a change to the claim
    waits already, and as ``amend`` does. Raises NotAllowed.
    """
    if row.version == 0:
        change_draft(record=changed, by=by, at=at)
        return "draft"
    if row.has_change:
        raise Refused(f"A change to {changed.key} waits already: publish or discard it first.")
    if may(by, Action.AMEND) and not settings.REVIEW_REQUIRED:
        amend(amendments=[Amendment(changed, ChangeClass.UPDATE, note.strip())], by=by, at=at)
        return "amended"
    propose_change(record=changed, by=by, at=at)
    submit_change(
        amendment=Amendment(changed, ChangeClass.UPDATE, note.strip()), by=by, at=at, note_is_enough=True
    )
    return "proposed"
