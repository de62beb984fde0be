"""Where a key that a record had before leads now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from claims.models import FormerAddress
from claims.models.record_mapping import ROWS

MOST_STEPS: Final = 20
FILTERED: Final = {"speaker": "speaker", "on_behalf_of": "speaker", "topic": "topic"}
"""The filters of a list by which records that can move are named, each with the type of those records."""


def now_key(record_type: str, key: str) -> str:
    """The key of the public record that a former key leads to; empty where it leads nowhere.

    Follows one merge after another. A query for each step, and one more.
    """
    found = key
    for _ in range(MOST_STEPS):
        step = FormerAddress.objects.filter(record_type=record_type, key=found, undone_at=None)
        following = step.values_list("now_key", flat=True).first()
        if following is None:
            break
        found = following
    if found == key or not ROWS[record_type].objects.published().filter(slug=found).exists():
        return ""
    return found


def moved_filters(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]] | None:
    """The filters with the keys of today for former ones; None where nothing has moved. One query mostly."""
    named = {value for name in FILTERED for value in filters.get(name, ())}
    if not named or not FormerAddress.objects.filter(key__in=named, undone_at=None).exists():
        return None
    found = dict(filters)
    for name, record_type in FILTERED.items():
        if name in filters:
            values = {now_key(record_type, value) or value for value in filters[name]}
            found[name] = tuple(sorted(values))
    return found if found != dict(filters) else None
