"""Confirm or overrule the outcome of a consistency check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from msgspec.structs import replace

from claims.actions.drafts.writing import locked_row
from claims.actions.publishing.reviewing import Updated, update_claim
from claims.domain.errors import InvalidValue, Refused
from claims.domain.history.permissions import Actor
from claims.domain.record.claim import Check
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES
from claims.models import Claim
from claims.models.record_mapping import claim_record


@transaction.atomic
def confirm_check(
    *,
    key: str,
    position: str,
    computed: str,
    tested: Sequence[str],
    confirmed: str,
    reason: str,
    by: Actor,
    at: datetime,
    edition: int | None = None,
) -> Updated:
    """Record an editor's outcome, with its reason, for a claim that says nothing has changed on a position.

    ``computed`` is the suggestion of the software, or empty. ``tested`` are the keys of the earlier claims
    that it was compared with. Updates the claim as ``update_claim`` does, and returns how. Raises
    InvalidValue for an unknown outcome, Refused if the claim does not say so, a reason is missing or a change
    to the claim waits already, Conflict for an old ``edition``.
    """
    for field, value in (("confirmed", confirmed), ("computed", computed or confirmed)):
        if value not in CONSISTENCY_OUTCOMES:
            mend = f"write one of {', '.join(CONSISTENCY_OUTCOMES)}"
            raise InvalidValue("this is not an outcome", field=field, value=value, mend=mend)
    if not reason.strip():
        raise Refused(
            "An outcome needs a reason: say what the claim refers to, and why it agrees or does not."
        )
    row = locked_row("claim", key, edition=edition)
    record = claim_record(row)
    check = Check(
        computed=computed,
        confirmed=confirmed,
        reason=reason.strip(),
        by=by.name,
        on=at.date().isoformat(),
        tested=tuple(sorted(set(tested))),
    )
    changed = replace(
        record,
        stances=tuple(
            replace(stance, check=check) if stance.unchanged and stance.position == position else stance
            for stance in record.stances
        ),
    )
    if changed.stances == record.stances:
        raise Refused(f"The claim {key} does not say that nothing has changed on {position}.")
    assert isinstance(row, Claim)
    note = f"Held against the record: {CONSISTENCY_OUTCOMES[confirmed]}. {check.reason}"
    return update_claim(row=row, changed=changed, note=note, by=by, at=at)
