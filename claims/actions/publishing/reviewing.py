"""Submit drafts for review, and return them with a comment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.publishing import drafts_of
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action, check_transition
from claims.domain.record.codec import references
from claims.domain.record.shared import Record
from claims.models import Claim
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow


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
