"""Where a key that a record had before leads now."""

from __future__ import annotations

from claims.models import FormerAddress
from claims.models.record_mapping import ROWS

MOST_STEPS = 20


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
