"""The present keys of records that were merged or renamed."""

from collections.abc import Iterable
from datetime import datetime

from claims.models.former_address import FormerAddress
from claims.models.moves import Moves, moved_at
from claims.models.projection import RecordVersion


def keys_of_today(
    places: Iterable[tuple[str, str]], *, at: datetime | None = None
) -> dict[tuple[str, str], str]:
    """The present key of each record (type, key) that was merged into a public one or renamed.

    With ``at``, only moves that led on at that instant count. At most three queries, one if none has moved.
    """
    wanted = {place for place in places if place[1]}
    if not wanted:
        return {}
    rows = FormerAddress.objects.filter(moved_at(at), key__in=sorted({key for _, key in wanted}))
    moved = set(rows.values_list("record_type", "key")) & wanted
    if not moved:
        return {}
    moves = Moves.read(types=sorted({record_type for record_type, _ in moved}), at=at)
    ends = {place: moves.leads[place] for place in moved}
    found = {f"{record_type}:{key}" for (record_type, _), key in ends.items()}
    public = set(RecordVersion.objects.filter(place__in=found, valid_to=None).values_list("place", flat=True))
    return {place: key for place, key in ends.items() if f"{place[0]}:{key}" in public}


def now_key(record_type: str, key: str) -> str:
    """The key of the public record that a former key leads to; empty if there is none."""
    return keys_of_today([(record_type, key)]).get((record_type, key), "")
