"""The panels on the first page of the desk: what waits for an editor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from claims.domain.history.workflow import State
from claims.models import Claim, ClaimVersion, Lead
from claims.models.claim import IN_WORK, begun_by, in_state
from claims.queries.desk.missing import CAP, LACKS, count_lacks
from claims.queries.desk.returned_list import count_returned
from claims.queries.desk.waiting import count_waiting, waiting_places
from claims.queries.desk.waiting_list import Waiting, lines_of
from claims.queries.lists.counts import capped_count

LIST: Final = "/admin/claims/claim/"
LEADS: Final = "/admin/claims/lead/"
REVIEW: Final = "/admin/review/"
RETURNED: Final = "/admin/returned/"
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

    Twelve queries, and a few for each kind of work among the oldest that wait.
    """
    given = Claim.objects.filter(IN_WORK, assignment__person__username=name)
    mine = Claim.objects.filter(in_state(State.DRAFT.value), begun_by(name))
    open_leads = Lead.objects.filter(claim_key="", followed=None).exclude(state=State.WITHDRAWN.value)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = ClaimVersion.objects.valid(None).filter(published_at__gte=midnight)
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


def _number(label: str, claims: QuerySet[Any], query: str) -> DeskNumber:
    return DeskNumber(label, capped_count(claims, CAP).words, f"{LIST}?{query}")


def _missing() -> tuple[DeskNumber, ...]:
    """The lacks of public claims."""
    counts = count_lacks()
    return tuple(
        DeskNumber(lack.words, counts[slug].words, f"{LIST}?missing={slug}&state__exact=published")
        for slug, lack in LACKS.items()
    )
