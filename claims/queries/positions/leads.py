"""The leads on a position: what promises a statement and is not recorded yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.record.identity import Place
from claims.domain.record.vocabulary import LEAD_PLACES
from claims.queries.records import public_documents
from claims.queries.stances.leads import leads_sentence, open_leads

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


def leads_on(position: str, *, at: datetime | None = None) -> Leads:
    """The public leads on a position that became no claim, today or ``at`` an instant.

    At most two queries.
    """
    return shown_leads(open_leads([position], at=at)[position], at=at)


def shown_leads(found: Sequence[Mapping[str, Any]], *, at: datetime | None = None) -> Leads:
    """The leads with these documents, with names. At most one query."""
    documents = public_documents(
        (
            (record_type, lead[field])
            for lead in found
            for record_type, field in (("speaker", "speaker"), ("outlet", "outlet"))
            if lead.get(field)
        ),
        at=at,
    )
    return _leads([_shown(lead, documents) for lead in found])


def leads_by_position(positions: Iterable[str]) -> Mapping[str, tuple[FuzzyDate, ...]]:
    """The dates of the public leads that became no claim, by position; each has an entry. One query."""
    return {
        slug: tuple(FuzzyDate.parse(lead.get("said", "")) for lead in leads)
        for slug, leads in open_leads(positions).items()
    }


def _shown(lead: Mapping[str, Any], documents: Mapping[Place, Mapping[str, Any]]) -> ShownLead:
    day = FuzzyDate.parse(lead.get("said", ""))
    speaker = documents.get(("speaker", lead.get("speaker", "")), {})
    outlet = documents.get(("outlet", lead.get("outlet", "")), {})
    return ShownLead(
        slug=lead["slug"],
        speaker=speaker.get("name", ""),
        said_words=day.short_words(),
        said=day,
        about=lead["about"],
        where=LEAD_PLACES[lead["where"]],
        outlet=outlet.get("name", ""),
        url=lead.get("url", ""),
        why_not_recorded=lead.get("why_not_recorded", ""),
    )


def _leads(leads: Sequence[ShownLead]) -> Leads:
    if not leads:
        return Leads((), None)
    return Leads(tuple(leads), leads_sentence(lead.said for lead in leads))
