"""Submit drafts and changes for review, return them with a comment, and change claims by tools of the desk.

The row of a public claim holds the change to it, its class and its public note. The approver may correct
class and note without becoming an author.
"""

from datetime import datetime
from typing import Final, Literal

from django.conf import settings
from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.amending import Amendment, amend, check_note
from claims.actions.publishing.publishing import drafts_of
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, check_may, may
from claims.domain.history.typographic import typographic_problem
from claims.domain.history.workflow import Action, ChangeClass, check_transition
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.domain.record.shared import Record, key_of_record
from claims.models import Claim
from claims.models.moves import current_record
from claims.models.record_mapping import as_record, record_in_work
from claims.models.record_row import RecordRow

NOTES: Final = ("note", "wrong", "right", "learned", "thanks")
"""The texts of a change to a public record, as an ``Amendment`` names them."""


@transaction.atomic
def submit(*, record_type: str, key: str, by: Actor, at: datetime, edition: int | None = None) -> RecordRow:
    """Submit a draft for review.

    Raises Refused if it is not a draft, Conflict if ``edition`` is not the current one.
    """
    check_may(by, Action.SUBMIT)
    row = locked_row(record_type, key, edition=edition)
    if row.has_change:
        raise Refused("This is a change to a public claim: submit it from its page, with class and note.")
    move(row, Action.SUBMIT, by=by, at=at)
    submit_along(as_record(row))
    return row


def submit_along(record: Record) -> None:
    """Mark the drafts that a record points to as submitted, because they are published with it."""
    pointed_to = sorted(place for place in references(record) if place[0] != "claim")
    for row, _ in drafts_of(pointed_to, only_drafts=True).values():
        row.mark_submit()
        row.save(update_fields=["hands"])


@transaction.atomic
def send_back(
    *, record_type: str, key: str, comment: str, by: Actor, at: datetime, edition: int | None = None
) -> RecordRow:
    """Return a submitted draft, or the submitted change to a public claim, to its author.

    Raises Refused without a comment or if it is not submitted, Conflict as ``submit`` does.
    """
    if not comment.strip():
        raise Refused("Say in a comment what is missing.")
    check_may(by, Action.RETURN)
    row = locked_row(record_type, key, edition=edition)
    move(row, Action.RETURN, by=by, at=at, detail={"comment": comment})
    return row


def move(
    row: RecordRow, action: Action, *, by: Actor, at: datetime, detail: dict[str, str] | None = None
) -> None:
    """Submit or return a draft, or the change to a public claim. Raises Refused if it cannot be."""
    target = check_transition(row.work_state, action).target.value
    if isinstance(row, Claim) and row.has_change:
        row.change_state = target
    else:
        row.state = target
    row.changed_at = at
    row.edition += 1
    if action is Action.SUBMIT:
        row.mark_submit()
    row.save()
    note_event(action=action.value, by=by, at=at, place=(row.RECORD.TYPE, row.record_key), detail=detail)


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
