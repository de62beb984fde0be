"""Drafts written by model forms, which save their rows one by one.

In one transaction, call ``begin_draft`` or ``open_draft`` before the form saves, and ``settle_draft`` after.
It reads the rows as a record, applies the rules of drafts, and sets derived columns. So forms and files obey
the same rules.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from claims.actions.auditing import note_event
from claims.actions.drafts.frozen_answers import check_kept
from claims.actions.drafts.proposing import settle_change
from claims.actions.drafts.relation_checks import check_relations_hold
from claims.actions.drafts.writing import cap_of, days_cited, find_keys, follow, new_key, refuse
from claims.domain.errors import Conflict, InvalidRecord, Refused
from claims.domain.history.permissions import Actor, Task, check_may, check_may_record, may
from claims.domain.history.workflow import Action
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import incoming_record, to_document
from claims.domain.record.identity import source_key
from claims.domain.record.rules import draft_problems, future_dates
from claims.domain.record.shared import Record
from claims.domain.record.slugs import is_slug
from claims.models import Claim, Occasion, Source
from claims.models.derived import derive
from claims.models.record_mapping import TYPE_OF_ROW, as_record
from claims.models.record_row import RecordRow


def begin_draft(*, row: RecordRow, by: Actor, at: datetime) -> None:
    """Set author and times of a new row, and its key if it has none. Saves nothing.

    Raises InvalidValue if no key can be made.
    """
    check_may_record(by, TYPE_OF_ROW[type(row)])
    row.author, row.hands, row.created_at, row.changed_at = by.name, [by.name], at, at
    if isinstance(row, Claim):
        row.key = new_key(words=row.text, speaker=row.speaker.slug, said=row.said)
    elif isinstance(row, Source) and not row.key:
        outlet = row.outlet.slug if row.outlet else ""
        row.key = source_key(url=row.url, outlet=outlet, title=row.title, published=row.published)


def open_draft(*, row: RecordRow, edition: int | None = None) -> None:
    """Lock a row before a form writes it.

    Raises Refused if it is or was public, Conflict if ``edition`` is not the current one.
    """
    now = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if now.version:
        raise Refused("This record is public: it is changed by an amendment, and never here.")
    if edition is not None and now.edition != edition:
        raise Conflict("This record has changed since you opened it. Open it again to see what is new.")


@transaction.atomic
def settle_draft(*, row: RecordRow, by: Actor, at: datetime, is_new: bool = False) -> Record:
    """Check the saved row and its child rows as a record, set derived columns, and return the record.

    Raises Refused or InvalidRecord if it breaks a rule. The caller must then roll back.
    """
    check_may_record(by, TYPE_OF_ROW[type(row)])
    row = type(row)._base_manager.get(pk=row.pk)
    open_draft(row=row)
    record = incoming_record(to_document(as_record(row)))
    refuse((*draft_problems(record), *future_dates(record, at.date())))
    find_keys([record])
    check_kept(row, record)
    check_relations_hold([record])
    row.changed_at = at
    row.add_hand(by)
    if not is_new:
        row.edition += 1
    derive(row, record, cap_of(record, days_cited([record])))
    row.save()
    follow([(row, record)], at=at)
    note_event(
        action="record" if is_new else "change",
        by=by,
        at=at,
        place=(record.TYPE, record.key if isinstance(record, ClaimRecord) else row.record_key),
    )
    return record


@transaction.atomic
def discard_draft(*, row: RecordRow, by: Actor, at: datetime) -> None:
    """Delete a draft or a working copy.

    Admins may delete both. A working copy may also be deleted by its author and by editors. Raises
    NotAllowed, and Refused if it is or was public (withdraw it) or another record points to it.
    """
    is_copy = isinstance(row, Claim) and row.amends_id is not None
    if not (is_copy and (row.author == by.name or may(by, Action.AMEND))):
        check_may(by, Task.DISCARD)
    open_draft(row=row)
    amended = row.amends if isinstance(row, Claim) else None
    key = amended.key if amended is not None else row.record_key
    try:
        row.delete()
    except ProtectedError as error:
        users = ", ".join(sorted({str(user) for user in error.protected_objects})[:5])
        raise Refused(f"Other records point to this one: {users}.") from error
    if amended is not None and amended.key:
        settle_change(key=amended.key, approved=False, by=by, at=at)
    note_event(action="discard", by=by, at=at, place=(TYPE_OF_ROW[type(row)], key or ""))


@transaction.atomic
def save_occasion(*, row: Occasion, by: Actor, at: datetime) -> None:
    """Save an occasion. Adds ``by`` to the hands of its drafts, because they change too.

    Raises Refused if a public claim has it (amend the claim), InvalidRecord for a bad slug.
    """
    check_may(by, Task.RECORD)
    if not is_slug(row.slug):
        raise InvalidRecord("this is not a slug", field="slug", value=row.slug, mend="write 2019-02-07-talk")
    if row.pk and row.claims.exclude(version=0).exists():
        raise Refused("A public claim has this occasion: amend the claim.")
    row.save()
    for claim in row.claims.select_for_update():
        claim.add_hand(by)
        claim.edition += 1
        claim.changed_at = at
        claim.save(update_fields=["hands", "edition", "changed_at"])
    note_event(action="change", by=by, at=at, place=("", row.slug), detail={"occasion": row.label})
