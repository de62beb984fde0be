"""Decisions that one editor prepares and another lets happen, where review is required."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions.auditing import note_event
from claims.domain.actors import Actor
from claims.domain.errors import Conflict, Refused
from claims.domain.permissions import check_may
from claims.domain.workflow import Action
from claims.models import Proposal


@transaction.atomic
def propose(
    *, record_type: str, key: str, decision: str, answers: Mapping[str, Any], by: Actor, at: datetime
) -> Proposal:
    """Keep a decision until a second editor settles it. Raises NotAllowed; Refused where the like waits."""
    check_may(by, Action.AMEND)
    waiting = Proposal.objects.filter(
        record_type=record_type, record_key=key, decision=decision, settled_at=None
    )
    if waiting.exists():
        raise Refused("The same waits for a second editor already; decline that first.")
    note_event(
        action="propose", by=by, at=at, record_type=record_type, record_key=key, detail={"decision": decision}
    )
    return Proposal.objects.create(
        record_type=record_type, record_key=key, decision=decision, answers=dict(answers), by=by.name, at=at
    )


@transaction.atomic
def settle_proposal(*, proposal: int, approved: bool, by: Actor, at: datetime) -> Proposal:
    """Mark a proposal (its primary key) as approved or declined, in the transaction of what it leads to.

    Who proposed it may decline it, and nobody approves his own. Raises Conflict where it was settled
    already, Refused, NotAllowed.
    """
    check_may(by, Action.AMEND)
    found = Proposal.objects.select_for_update().get(pk=proposal)
    if found.settled_at is not None:
        raise Conflict(f"{found.settled_by} has settled this already.")
    if approved and found.by == by.name:
        raise Refused(f"Somebody other than {by.name}, who proposed this, has to approve it.")
    found.settled_at, found.settled_by, found.approved = at, by.name, approved
    found.save(update_fields=["settled_at", "settled_by", "approved"])
    note_event(
        action="approve" if approved else "decline",
        by=by,
        at=at,
        record_type=found.record_type,
        record_key=found.record_key,
        detail={"decision": found.decision, "proposed_by": found.by},
    )
    return found
