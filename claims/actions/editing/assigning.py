"""Assign claims to editors."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from claims.actions.auditing import note_event
from claims.domain.errors import Refused
from claims.domain.history.permissions import Actor, Task, check_may
from claims.models import Assignment, Claim

EDITORS = Q(is_active=True) & (Q(groups__name="Editor") | Q(is_superuser=True))
"""The accounts to which claims can be assigned."""


@transaction.atomic
def assign(*, claim: int, to: str, by: Actor, at: datetime) -> None:
    """Assign a claim (primary key) to the editor with the user name ``to``, or to nobody if it is empty.

    Only drafts and changes can be assigned, until they are published or discarded. Raises NotAllowed if
    ``by`` is not an editor, Refused if the claim is gone or not in work or ``to`` is not an editor.
    """
    check_may(by, Task.ASSIGN)
    row = Claim.objects.select_for_update(no_key=True).filter(pk=claim).first()
    if row is None:
        raise Refused("Somebody deleted this claim meanwhile.")
    if row.version and not row.has_change:
        raise Refused("This claim is not in work: begin a change to it first, then give that to somebody.")
    person = User.objects.filter(EDITORS, username=to).distinct().first() if to else None
    if to and person is None:
        raise Refused(f"{to} is no editor with an open account.")
    if person is None:
        Assignment.objects.filter(claim=row).delete()
    else:
        values = {"person": person, "made_by": by.name, "made_at": at}
        Assignment.objects.update_or_create(claim=row, defaults=values)
    note_event(action="assign", by=by, at=at, place=("claim", row.key), detail={"to": to})
