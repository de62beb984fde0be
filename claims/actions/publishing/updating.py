"""Update a claim: change its draft, amend it, or submit a change for another editor."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import transaction

from claims.actions.drafts.recording import change_draft, propose_change
from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.submitting_changes import submit_change
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, may
from claims.domain.history.workflow import Action, ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim

Updated = Literal["draft", "amended", "proposed"]


@transaction.atomic
def update_claim(*, row: Claim, changed: ClaimRecord, note: str, by: Actor, at: datetime) -> Updated:
    """Write a changed record to a claim, whose row is locked, and say how it was written.

    A public claim is amended with class *update* and the ``note``. If the actor may not amend alone, the
    change is submitted in a working copy with that class and note. Raises Refused if a change to the claim
    waits already, and as ``amend`` does; NotAllowed.
    """
    if row.version == 0:
        change_draft(record=changed, by=by, at=at)
        return "draft"
    if Claim.objects.filter(amends=row).exists():
        raise Refused(f"A change to {changed.key} waits already: publish or discard it first.")
    if may(by, Action.AMEND) and not settings.REVIEW_REQUIRED:
        amend(amendments=[Amendment(changed, ChangeClass.UPDATE, note.strip())], by=by, at=at)
        return "amended"
    propose_change(record=changed, by=by, at=at)
    submit_change(
        amendment=Amendment(changed, ChangeClass.UPDATE, note.strip()), by=by, at=at, note_is_enough=True
    )
    return "proposed"
