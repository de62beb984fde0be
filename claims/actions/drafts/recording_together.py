"""A claim recorded together with what it is the first to point to: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from claims.actions.drafts.recording import change_draft, propose_change, record_draft
from claims.domain.history.actors import Actor
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record
from claims.models import Claim


@transaction.atomic
def record_claim(*, record: ClaimRecord, made: Sequence[Record] = (), by: Actor, at: datetime) -> Claim:
    """Record a new claim, after the drafts of the records in ``made``, and return its row.

    Raises Refused, as ``record_draft`` does; nothing is then kept.
    """
    for new in made:
        record_draft(record=new, by=by, at=at)
    row = record_draft(record=record, by=by, at=at)
    assert isinstance(row, Claim)
    return row


@transaction.atomic
def rewrite_claim(
    *,
    record: ClaimRecord,
    made: Sequence[Record] = (),
    by: Actor,
    at: datetime,
    edition: int | None,
    is_copy: bool,
) -> Claim:
    """Write a draft anew, or with ``is_copy`` the working copy of a public claim, and return its row.

    ``edition`` is the one that the editor read. Raises Conflict where it is no longer that, and Refused.
    """
    for new in made:
        record_draft(record=new, by=by, at=at)
    write = propose_change if is_copy else change_draft
    row = write(record=record, by=by, at=at, edition=edition)
    assert isinstance(row, Claim)
    return row
