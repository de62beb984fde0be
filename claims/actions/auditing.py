"""Audit events: one for every action."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from claims.database.inserting import insert_all
from claims.domain.history.permissions import Actor
from claims.domain.record.identity import Place
from claims.models import AuditEvent


def note_event(
    *,
    action: str,
    by: Actor,
    at: datetime,
    place: Place = ("", ""),
    version: int = 0,
    detail: dict[str, Any] | None = None,
    approver: Actor | None = None,
) -> None:
    """Add an audit event, in the transaction of the action. ``place`` is the type and key of a record.

    The detail names the ``approver``, unless the same person took the action.
    """
    if approver is not None and approver != by:
        detail = {**(detail or {}), "approver": approver.name}
    record_type, record_key = place
    AuditEvent.objects.create(
        action=action,
        actor=by.name,
        at=at,
        record_type=record_type,
        record_key=record_key,
        version=version,
        detail=detail or {},
    )


def note_events(*, action: str, by: Actor, at: datetime, places: Iterable[Place]) -> None:
    """Add an audit event for the same action on each of these records, all in one statement."""
    insert_all(
        AuditEvent(action=action, actor=by.name, at=at, record_type=record_type, record_key=key)
        for record_type, key in places
    )
