"""Amend a record as an editor. The note must say what was wrong and what is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.amending import Amendment, amend
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass, State
from claims.domain.record.shared import key_of_record
from claims.models import Claim
from claims.models.record_row import RecordRow


@transaction.atomic
def correct(
    *,
    amendment: Amendment,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
    written_by: Sequence[str] = (),
) -> RecordRow:
    """Amend one record, and return its row.

    ``edition`` is the one that was read; ``written_by`` are earlier authors of the change. Raises Refused as
    ``check_note`` and ``amend`` do, and if review is required and the change that waits was not submitted.
    Raises Conflict if ``edition`` is not the current one.
    """
    record = amendment.record
    row = locked_row(record.TYPE, key_of_record(record), edition=edition)
    if row.has_change and settings.REVIEW_REQUIRED and row.work_state != State.SUBMITTED:
        raise Refused("The working copy has not been submitted for review: somebody may be at work on it.")
    note = row.change_note if isinstance(row, Claim) else {}
    check_note(amendment, note_is_enough=note.get("note_is_enough", False))
    rows = amend(
        amendments=[amendment], by=by, at=at, approver=approver, edition=edition, written_by=written_by
    )
    return rows[0]


def check_note(amendment: Amendment, *, note_is_enough: bool = False) -> None:
    """Raise Refused if the public note on a change is incomplete.

    Every change needs a note. All but typographic ones also need what was wrong, what is right and how we
    learned, unless ``note_is_enough``.
    """
    needed = [("Public note", amendment.note)]
    if amendment.change_class is not ChangeClass.TYPOGRAPHIC and not note_is_enough:
        needed += [
            ("What was wrong", amendment.wrong),
            ("What is right", amendment.right),
            ("How we learned", amendment.learned),
        ]
    if missing := [name for name, text in needed if not text.strip()]:
        article = "An" if amendment.change_class is ChangeClass.UPDATE else "A"
        raise Refused(
            f"{article} {amendment.change_class.value} tells its readers more. Fill in: {', '.join(missing)}."
        )
