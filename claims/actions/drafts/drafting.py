"""Discard drafts."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from claims.actions.auditing import note_event, note_events
from claims.actions.drafts.changing import end_change
from claims.domain.errors import Conflict, Refused
from claims.domain.history.permissions import Actor, Task, check_may, may
from claims.domain.history.workflow import Action
from claims.domain.record.codec import from_text, references
from claims.models import Claim, Proposal
from claims.models.pointing import pointed_to, rows_pointing_to
from claims.models.record_mapping import ROWS, TYPE_OF_ROW, rows_with_keys
from claims.models.record_row import RecordRow

MOST_NAMED: Final = 5


@transaction.atomic
def discard_draft(*, row: RecordRow, by: Actor, at: datetime, edition: int | None = None) -> None:
    """Delete a draft, or the change to a public claim.

    Admins may delete both. A change may also be deleted by who began it and by editors. Raises NotAllowed,
    Conflict if ``edition`` is not the current one, and Refused if nothing of it is in work (withdraw what is
    public), or if another record points to a draft or is proposed to. Notes of coders go with the draft.
    """
    # Waits for everybody who begins to point to it (``keep_rows``).
    now = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if now is None:
        raise Refused("It is no longer on record.")
    if edition is not None and now.edition != edition:
        raise Conflict("It has changed since you opened it.")
    if not (now.has_change and (now.work_author == by.name or may(by, Action.AMEND))):
        check_may(by, Task.DISCARD)
    if isinstance(now, Claim) and now.has_change:
        end_change(now, at=at)
    elif now.version:
        raise Refused("A public record is withdrawn, never discarded.")
    elif users := _users(row):
        raise Refused(f"Other records point to this one: {', '.join(users)}.")
    else:
        row.delete()
    note_event(action="discard", by=by, at=at, place=(TYPE_OF_ROW[type(row)], row.record_key))


@transaction.atomic
def discard_drafts(*, record_type: str, keys: Collection[str], by: Actor, at: datetime) -> set[str]:
    """Delete the drafts that nothing points to, in a few statements, and return their keys.

    Not more than a chunk of keys. Raises NotAllowed.
    """
    check_may(by, Task.DISCARD)
    # Locked as by ``discard_draft``.
    rows = rows_with_keys(record_type, keys).filter(version=0).select_for_update().order_by("pk")
    found = {row.record_key: row.pk for row in rows}
    for key in pointed_to(record_type, found.keys()) | _proposed(record_type):
        found.pop(key, None)
    ROWS[record_type]._base_manager.filter(pk__in=found.values()).delete()
    note_events(action="discard", by=by, at=at, places=[(record_type, key) for key in found])
    return set(found)


def _users(row: RecordRow) -> list[str]:
    """The first of the other records that point to a row, as their lists name them."""
    return [
        str(user)
        for _, rows in rows_pointing_to(row.RECORD.TYPE, row.record_key)
        for user in rows[: MOST_NAMED + 1]
        if user != row
    ][:MOST_NAMED] or _proposals_naming(row)


def _proposals_naming(row: RecordRow) -> list[str]:
    """The first waiting proposals with new content that points to a row."""
    place = (row.RECORD.TYPE, row.record_key)
    waiting = Proposal.objects.filter(settled_at=None).order_by("pk")
    return [
        f"what {one.by} proposes for the {one.record_type} {one.record_key}"
        for one in waiting
        if (document := one.answers.get("document")) and place in references(from_text(document))
    ][:MOST_NAMED]


def _proposed(record_type: str) -> set[str]:
    """The keys of all records of a type to which the new content of a waiting proposal points."""
    waiting = Proposal.objects.filter(settled_at=None, answers__has_key="document").order_by()
    documents = (str(one.answers["document"]) for one in waiting)
    return {key for text in documents for one, key in references(from_text(text)) if one == record_type}
