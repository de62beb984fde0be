"""The panels on the first page of the desk: what waits for an editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.db.models import QuerySet

from claims.domain.history.workflow import State
from claims.models import Claim, FacetCount, Lead
from claims.models.claim import IN_WORK, begun_by, in_state
from claims.queries.desk.missing import LACKS, lacking
from claims.queries.desk.returned_list import count_returned
from claims.queries.desk.waiting import count_waiting, waiting_places
from claims.queries.desk.waiting_list import Waiting, lines_of
from claims.queries.lists.counts import CappedCount, capped_count

LIST: Final = "/admin/claims/claim/"
LEADS: Final = "/admin/claims/lead/"
REVIEW: Final = "/admin/review/"
RETURNED: Final = "/admin/returned/"
CAP: Final = 1_000
MOST_WAITING: Final = 5


@dataclass(frozen=True, slots=True)
class DeskNumber:
    """A count with the address of its list."""

    label: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The panels: a person's ``own`` work, what waits for review (the oldest first), and what is missing."""

    own: tuple[DeskNumber, ...]
    awaiting: DeskNumber
    waiting: tuple[Waiting, ...]
    leads: DeskNumber
    published_today: DeskNumber
    missing: tuple[DeskNumber, ...]


def desk(*, name: str, now: datetime) -> Desk:
    """The panels for a person, by user name.

    Ten queries, a few for each kind of work among the oldest that wait, and one for each lack after the
    public record has changed.
    """
    given = Claim.objects.filter(IN_WORK, assignment__person__username=name)
    mine = Claim.objects.filter(in_state(State.DRAFT.value), begun_by(name))
    open_leads = Lead.objects.filter(claim_key="", followed=None).exclude(state=State.WITHDRAWN.value)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = Claim.objects.published().filter(published_at__gte=midnight)
    return Desk(
        own=(
            _number("Your drafts", mine, "state__exact=draft&by=me"),
            DeskNumber("Returned to you", count_returned(name).words, RETURNED),
            _number("Assigned to you", given, "assigned=me"),
        ),
        awaiting=DeskNumber("Awaiting review", count_waiting().words, REVIEW),
        waiting=tuple(lines_of(waiting_places(0, MOST_WAITING), now=now).values()),
        leads=DeskNumber("Leads to follow", capped_count(open_leads, CAP).words, f"{LEADS}?followed=no"),
        published_today=_number("Published today", today, "published=today"),
        missing=_missing(),
    )


def _number(label: str, claims: QuerySet[Claim], query: str) -> DeskNumber:
    return DeskNumber(label, capped_count(claims, CAP).words, f"{LIST}?{query}")


def _missing() -> tuple[DeskNumber, ...]:
    """The lacks of public claims. The counts are kept until the public record changes."""
    version = FacetCount.objects.filter(facet="version").values_list("number", flat=True).first() or 0
    place = f"desk-missing-{version}"
    counts: dict[str, CappedCount] | None = cache.get(place)
    if counts is None:
        public = Claim.objects.published()
        counts = {slug: capped_count(lacking(public, slug), CAP) for slug in LACKS}
        cache.set(place, counts, 3600)
    return tuple(
        DeskNumber(lack.words, counts[slug].words, f"{LIST}?missing={slug}&state__exact=published")
        for slug, lack in LACKS.items()
    )
