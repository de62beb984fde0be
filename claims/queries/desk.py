"""What waits for an editor: the panels on the first page of the admin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.db.models import QuerySet

from claims.domain.workflow import State
from claims.models import Claim, Tally
from claims.queries.capped_counts import CappedCount, capped_count
from claims.queries.missing import LACKS, lacking

LIST: Final = "/admin/claims/claim/"
CAP: Final = 1_000
LATE_AFTER_DAYS: Final = 3
MOST_WAITING: Final = 5
UPDATED_COLUMN: Final = 7
"""The place of "updated" among the columns of the list, by which an address orders it."""


@dataclass(frozen=True, slots=True)
class DeskNumber:
    """A count that leads to the list of what it counts."""

    label: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim that waits for review; ``age`` in words, and whether that is late."""

    words: str
    author: str
    url: str
    age: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """The panels: one's own claims, those that wait for review (oldest first), and what is missing."""

    drafts: DeskNumber
    returned: DeskNumber
    awaiting: DeskNumber
    waiting: tuple[WaitingClaim, ...]
    published_today: DeskNumber
    missing: tuple[DeskNumber, ...]


def desk(*, name: str, now: datetime) -> Desk:
    """The desk of the person of that user name. Six queries; one for each lack when the record changed."""
    mine = Claim.objects.filter(author=name)
    submitted = Claim.objects.filter(state=State.SUBMITTED)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = Claim.objects.published().filter(published_at__gte=midnight)
    oldest = submitted.order_by("changed_at", "pk").values_list("pk", "text", "author", "changed_at")
    return Desk(
        drafts=_number("Your drafts", mine.filter(state=State.DRAFT), "state__exact=draft&by=me"),
        returned=_number("Returned to you", mine.filter(state=State.RETURNED), "state__exact=returned&by=me"),
        awaiting=_number("Awaiting review", submitted, f"state__exact=submitted&o={UPDATED_COLUMN}"),
        waiting=tuple(_waiting(row, now) for row in oldest[:MOST_WAITING]),
        published_today=_number("Published today", today, "published=today"),
        missing=_missing(),
    )


def _number(label: str, claims: QuerySet[Claim], query: str) -> DeskNumber:
    return DeskNumber(label, capped_count(claims, CAP).words, f"{LIST}?{query}")


def _waiting(row: tuple[int, str, str, datetime], now: datetime) -> WaitingClaim:
    pk, text, author, at = row
    days = max((now - at).days, 0)
    age = "today" if not days else "1 day" if days == 1 else f"{days:,} days"
    words = text if len(text) <= 90 else f"{text[:89]}…"
    return WaitingClaim(words, author, f"{LIST}{pk}/change/", age, days >= LATE_AFTER_DAYS)


def _missing() -> tuple[DeskNumber, ...]:
    """What public claims lack. The counts are kept until the public record changes."""
    version = Tally.objects.filter(facet="version").values_list("value", flat=True).first() or 0
    place = f"desk-missing-{version}"
    counts: dict[str, CappedCount] | None = cache.get(place)
    if counts is None:
        public = Claim.objects.published()
        counts = {slug: capped_count(lacking(public, slug, are_many=True), CAP) for slug in LACKS}
        cache.set(place, counts, 3600)
    return tuple(
        DeskNumber(lack.words, counts[slug].words, f"{LIST}?missing={slug}&state__exact=published")
        for slug, lack in LACKS.items()
    )
