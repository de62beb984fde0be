"""The leads on a position: what promises a statement and is not recorded yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.record.vocabulary import LEAD_PLACES
from claims.models import Lead
from claims.queries.stances.leads import leads_sentence

FIRST_LEADS: Final = 12
MOST_LEADS: Final = 36
"""The first leads are open on the page, the others folded, and the rest is only counted."""


@dataclass(frozen=True, slots=True)
class ShownLead:
    """One lead: who spoke, when, what about, and where to look. ``url`` is the address of the page."""

    slug: str
    speaker: str
    said_words: str
    said: FuzzyDate
    about: str
    where: str
    outlet: str
    url: str
    why_not_recorded: str


@dataclass(frozen=True, slots=True)
class Leads:
    """``shown`` are the first of ``all``, in order of time. ``sentence`` is None if there is none."""

    all: tuple[ShownLead, ...]
    sentence: Sentence | None

    @property
    def days(self) -> tuple[FuzzyDate, ...]:
        """When each was said."""
        return tuple(lead.said for lead in self.all)

    @property
    def shown(self) -> tuple[ShownLead, ...]:
        return self.all[:FIRST_LEADS]

    @property
    def folded(self) -> tuple[ShownLead, ...]:
        return self.all[FIRST_LEADS:MOST_LEADS]

    @property
    def left(self) -> int:
        """How many more there are."""
        return max(len(self.all) - MOST_LEADS, 0)


def leads_on(position: int, *, at: datetime | None = None) -> Leads:
    """The public leads on the position with this primary key that became no claim. One query.

    None for a past day: leads are kept for today only.
    """
    if at is not None:
        return Leads((), None)
    rows: Any = (
        Lead.objects.published()
        .filter(positions=position, claim_key="")
        .order_by("said_undated", "said_oldest", "pk")
        .values_list(
            "slug", "speaker__name", "said", "about", "stands_in", "outlet__name", "url", "why_not_recorded"
        )
    )
    return _leads([_shown(*row) for row in rows])


def leads_by_position(positions: Collection[int]) -> Mapping[int, tuple[FuzzyDate, ...]]:
    """The dates of the public leads that became no claim, by position; each has an entry. One query."""
    found: dict[int, list[FuzzyDate]] = {position: [] for position in positions}
    if found:
        leads = Lead.objects.published().filter(claim_key="").order_by()
        links = Lead.positions.through.objects.filter(position__in=sorted(found), lead__in=leads.values("pk"))
        for position, said in links.order_by().values_list("position", "lead__said"):
            found[position].append(FuzzyDate.parse(said))
    return {position: tuple(days) for position, days in found.items()}


def _shown(
    slug: str, speaker: str | None, said: str, about: str, where: str, outlet: str | None, url: str, why: str
) -> ShownLead:
    day = FuzzyDate.parse(said)
    return ShownLead(
        slug=slug,
        speaker=speaker or "",
        said_words=day.short_words(),
        said=day,
        about=about,
        where=LEAD_PLACES.get(where, where),
        outlet=outlet or "",
        url=url,
        why_not_recorded=why,
    )


def _leads(leads: Sequence[ShownLead]) -> Leads:
    if not leads:
        return Leads((), None)
    return Leads(tuple(leads), leads_sentence(lead.said for lead in leads))
