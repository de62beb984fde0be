"""The present keys of records that were merged or renamed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from claims.models.former_address import FormerAddress
from claims.models.projection import RecordVersion

MOST_STEPS: Final = 20


def keys_of_today(
    places: Iterable[tuple[str, str]], *, at: datetime | None = None
) -> dict[tuple[str, str], str]:
    """The present key of each record (type, key) that was merged into a public one or renamed.

    With ``at``, only moves up to that instant count.
    """
    wanted = {place for place in places if place[1]}
    if not wanted:
        return {}
    moves = FormerAddress.objects.filter(key__in=sorted({key for _, key in wanted}), undone_at=None)
    if at is not None:
        moves = moves.filter(at__lte=at)
    moved = set(moves.values_list("record_type", "key")) & wanted
    found = {place: now_key(*place) for place in moved}
    return {place: key for place, key in found.items() if key}


def now_key(record_type: str, key: str) -> str:
    """The key of the public record that a former key leads to; empty if there is none.

    Follows several moves. A query for each, and one more.
    """
    found = key
    for _ in range(MOST_STEPS):
        step = FormerAddress.objects.filter(record_type=record_type, key=found, undone_at=None)
        following = step.values_list("now_key", flat=True).first()
        if following is None:
            break
        found = following
    now = RecordVersion.objects.filter(place=f"{record_type}:{found}", valid_to=None)
    return found if found != key and now.exists() else ""
