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
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow


@transaction.atomic
def submit(*, record_type: str, key: str, by: Actor, at: datetime, edition: int | None = None) -> RecordRow:
    """Submit a draft for review.

    Raises Refused if it is not a draft, Conflict if ``edition`` is not the current one.
    """
    check_may(by, Action.SUBMIT)
    row = locked_row(record_type, key, edition=edition)
    move(row, key, Action.SUBMIT, by=by, at=at)
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
    """Return a submitted draft to its author.

    Raises Refused without a comment or if it is not submitted, Conflict as ``submit`` does.
    """
    if not comment.strip():
        raise Refused("Say in a comment what is missing.")
    check_may(by, Action.RETURN)
    row = locked_row(record_type, key, edition=edition)
    move(row, key, Action.RETURN, by=by, at=at, detail={"comment": comment})
    return row


def move(
    row: RecordRow, key: str, action: Action, *, by: Actor, at: datetime, detail: dict[str, str] | None = None
) -> None:
    """Submit or return a draft, or the working copy of the claim ``key``. Raises Refused if it cannot be."""
    row.state = check_transition(row.state, action).target.value
    row.changed_at = at
    row.edition += 1
    if action is Action.SUBMIT:
        row.mark_submit()
    row.save(update_fields=["state", "changed_at", "edition", "hands"])
    note_event(action=action.value, by=by, at=at, place=(row.RECORD.TYPE, key), detail=detail)
