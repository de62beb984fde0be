"""Erasing what the law does not let us keep."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.actions.auditing import note_event
from claims.actions.holding import forget
from claims.actions.sealing import append_row
from claims.actions.writing import row_of
from claims.domain.actors import Actor
from claims.domain.errors import Refused
from claims.domain.permissions import Task, check_may
from claims.domain.workflow import State
from claims.models import Erasure, Revision, RevisionContent
from claims.models.record_mapping import ROWS


@transaction.atomic
def erase(*, revision: Revision, reason: str, by: Actor, at: datetime) -> None:
    """Erase the content of a revision, by law, under a ledger row that says so; the chain still verifies.

    Raises Refused without a reason, for a content that is gone already, and for the one that is public now:
    amend or withdraw the record first.
    """
    check_may(by, Task.ERASE)
    if not reason:
        raise Refused("An erasure needs its reason.")
    if not RevisionContent.objects.filter(revision=revision).exists():
        raise Refused(f"The content of {revision} is erased already.")
    row = row_of(revision.record_type, revision.record_key) if revision.record_type in ROWS else None
    if row is not None and row.state == State.PUBLISHED and row.version == revision.version:
        raise Refused(f"{revision} is public now: amend or withdraw the record first.")
    ledger_row = append_row(kind="erasure", by=by, at=at, summary=reason[:300], erased=[revision])
    Erasure.objects.create(revision=revision, ledger_row=ledger_row, reason=reason)
    RevisionContent.objects.filter(revision=revision).delete()
    if revision.record_type == "claim":
        forget([revision.record_key], version=revision.version)
    note_event(
        action="erase",
        by=by,
        at=at,
        record_type=revision.record_type,
        record_key=revision.record_key,
        version=revision.version,
    )
