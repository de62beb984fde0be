"""Decisions that one editor proposes and another approves, if review is required."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions.auditing import note_event
from claims.domain.errors import Conflict, Refused
from claims.domain.history.permissions import Actor, check_may
from claims.domain.history.workflow import Action
from claims.models import Proposal


@transaction.atomic
def propose(
    *, record_type: str, key: str, decision: str, answers: Mapping[str, Any], by: Actor, at: datetime
) -> Proposal:
    """Store a decision for a second editor. Raises NotAllowed, and Refused if the same one waits already."""
    check_may(by, Action.AMEND)
    waiting = Proposal.objects.filter(
        record_type=record_type, record_key=key, decision=decision, settled_at=None
    )
    if waiting.exists():
        raise Refused("The same waits for a second editor already; return or take that back first.")
    note_event(action="propose", by=by, at=at, place=(record_type, key), detail={"decision": decision})
    return Proposal.objects.create(
        record_type=record_type, record_key=key, decision=decision, answers=dict(answers), by=by.name, at=at
    )


@transaction.atomic
def rewrite_proposal(*, proposal: int, document: str, by: Actor, at: datetime) -> Proposal:
    """Replace a waiting change (given by its primary key), and return the new proposal.

    ``document`` is the new canonical text of the record. Class and note stay. ``by`` becomes the author, and
    the earlier proposer stays one of the hands. Raises Conflict if it was settled already, Refused if nothing
    changes or it is not a change of content, NotAllowed.
    """
    check_may(by, Action.AMEND)
    found = Proposal.objects.select_for_update().get(pk=proposal)
    if found.settled_at is not None:
        raise Conflict(f"{found.settled_by} has settled this already.")
    if "document" not in found.answers:
        raise Refused("Only a change of a record is rewritten; return anything else with a comment.")
    if found.answers["document"] == document:
        raise Refused("Nothing changes in what was proposed.")
    found.settled_at, found.settled_by = at, by.name
    found.save(update_fields=["settled_at", "settled_by"])
    written_by = dict.fromkeys([*found.answers.get("written_by", ()), found.by])
    note_event(
        action="rewrite",
        by=by,
        at=at,
        place=(found.record_type, found.record_key),
        detail={"decision": found.decision, "proposed_by": found.by},
    )
    return Proposal.objects.create(
        record_type=found.record_type,
        record_key=found.record_key,
        decision=found.decision,
        answers={**found.answers, "document": document, "written_by": list(written_by)},
        by=by.name,
        at=at,
    )


@transaction.atomic
def settle_proposal(*, proposal: int, approved: bool, by: Actor, at: datetime, comment: str = "") -> Proposal:
    """Mark a proposal (given by its primary key) as approved or returned, in the transaction of the decision.

    Nobody approves their own proposal. The proposer may take it back. Others return it with a comment.
    Raises Conflict if it was settled already, Refused, NotAllowed.
    """
    check_may(by, Action.AMEND)
    found = Proposal.objects.select_for_update().get(pk=proposal)
    if found.settled_at is not None:
        raise Conflict(f"{found.settled_by} has settled this already.")
    if approved and found.by == by.name:
        raise Refused(f"Somebody other than {by.name}, who proposed this, has to approve it.")
    if not approved and found.by != by.name and not comment.strip():
        raise Refused("Say in a comment what is missing.")
    found.settled_at, found.settled_by, found.approved = at, by.name, approved
    found.save(update_fields=["settled_at", "settled_by", "approved"])
    note_event(
        action="approve" if approved else "decline",
        by=by,
        at=at,
        place=(found.record_type, found.record_key),
        detail={"decision": found.decision, "proposed_by": found.by}
        | ({"comment": comment} if comment else {}),
    )
    return found
