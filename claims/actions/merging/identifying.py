"""Identify speakers without a name."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from django.db import transaction

from claims.actions.merging.moving import public_row
from claims.actions.publishing.amending import Amendment, amend
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.shared import SpeakerRecord
from claims.models.record_mapping import as_record
from claims.models.record_row import RecordRow


@transaction.atomic
def identify(
    *,
    key: str,
    identified_as: str,
    note: str,
    by: Actor,
    at: datetime,
    approver: Actor | None = None,
    edition: int | None = None,
) -> RecordRow:
    """Record who a speaker without a name is; with an empty key, that it is not known.

    Claims keep the speaker as described by the source. Raises Refused if the speaker has a name, or the other
    speaker does not exist or has no name, and as ``amend`` does.
    """
    row = public_row("speaker", key)
    record = as_record(row)
    assert isinstance(record, SpeakerRecord)
    if record.kind not in ("unidentified", "anonymous"):
        raise Refused("Only a speaker who is unidentified or anonymous can be identified.")
    if identified_as:
        other = as_record(public_row("speaker", identified_as))
        if not isinstance(other, SpeakerRecord) or other.kind in ("unidentified", "anonymous"):
            raise Refused("Nobody is identified as somebody who has no name either.")
    changed = dataclasses.replace(record, identified_as=identified_as)
    change_class = ChangeClass.UPDATE if identified_as else ChangeClass.CORRECTION
    return amend(
        amendments=[Amendment(changed, change_class, note)],
        by=by,
        at=at,
        approver=approver,
        edition=edition,
    )[0]
