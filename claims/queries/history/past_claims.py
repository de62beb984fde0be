"""Claims as they were on our record at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from claims.models.projection import ClaimVersion
from claims.models.revision import Revision


def said_by(keys: Iterable[str], day: date, *, at: datetime | None = None) -> frozenset[str]:
    """The public claims among these that had certainly been said by the end of a day.

    With ``at``, by the dates on our record at that instant. One query.
    """
    rows = ClaimVersion.objects.valid(at).filter(key__in=sorted(set(keys)), said_latest__lte=day)
    return frozenset(rows.order_by().values_list("key", flat=True))


def version_at(key: str, at: datetime) -> int | None:
    """The version of a claim that was valid at an instant, erased or not. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key=key, valid_from__lte=at)
    return rows.order_by("-version").values_list("version", flat=True).first()
