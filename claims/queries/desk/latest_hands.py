"""Who changed a record last, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.models import AuditEvent

MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Hand:
    name: str
    at: datetime


def latest_hands(record_type: str, key: str, saves: int) -> tuple[Hand, ...]:
    """The people of the latest ``saves`` of a record, the latest first, each once, at most five."""
    events = AuditEvent.objects.filter(record_type=record_type, record_key=key)
    found: dict[str, Hand] = {}
    for name, at in events.values_list("actor", "at")[: max(1, min(saves, MOST))]:
        found.setdefault(name, Hand(name, at))
    return tuple(found.values())
