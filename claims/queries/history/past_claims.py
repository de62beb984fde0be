"""Claims as they were in our record at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.models.projection import ClaimFacet, ClaimVersion, valid_at
from claims.models.revision import Revision


@dataclass(frozen=True, slots=True)
class HeldClaim:
    """A claim as it was."""

    key: str
    version: int
    record: ClaimRecord


def held_on_position(position: str, *, at: datetime, known_by: date | None = None) -> tuple[HeldClaim, ...]:
    """The claims that had a stance on a position ``at`` an instant, the oldest said first, undated ones last.

    With ``known_by``, only those that had been said by the end of that day. Claims withdrawn since and erased
    versions are left out. The records are those of that time. One query.
    """
    links = ClaimFacet.objects.filter(
        valid_at(at, "version__"), value__facet="position", value__value=position
    ).order_by("version__said_undated", "version__said_oldest", "version_id")
    if known_by is not None:
        links = links.filter(version__said_latest__lte=known_by)
    held = []
    for key, version, text in links.values_list(
        "version__key", "version__version", "version__revision__content__text"
    ):
        record = from_text(text) if text else None
        if isinstance(record, ClaimRecord):
            held.append(HeldClaim(key, version, record))
    return tuple(held)


def said_by(keys: Iterable[str], day: date, *, at: datetime | None = None) -> frozenset[str]:
    """The public claims among these that had certainly been said by the end of a day.

    With ``at``, by the dates that our record had at that instant. One query.
    """
    rows = ClaimVersion.objects.valid(at).filter(key__in=sorted(set(keys)), said_latest__lte=day)
    return frozenset(rows.order_by().values_list("key", flat=True))


def version_at(key: str, at: datetime) -> int | None:
    """The version of a claim that was valid at an instant, erased or not. One query."""
    rows = Revision.objects.filter(record_type="claim", record_key=key, valid_from__lte=at)
    return rows.order_by("-version").values_list("version", flat=True).first()
