"""The leads on a position: what promises a statement and is not recorded yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.record.identity import Place
from claims.domain.record.vocabulary import LEAD_PLACES
from claims.queries.records import Document
from claims.queries.stances.around import leads_sentence

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


def named_in(leads: Iterable[Document]) -> set[Place]:
    """The speakers and outlets that leads name."""
    return {(kind, lead[kind]) for lead in leads for kind in ("speaker", "outlet") if lead.get(kind)}


def shown_leads(leads: Sequence[Document], documents: Mapping[Place, Document]) -> Leads:
    """The leads with these documents; ``documents`` has the public records among ``named_in``."""
    shown = tuple(_shown(lead, documents) for lead in leads)
    return Leads(shown, leads_sentence(lead.said for lead in shown) if shown else None)


def _shown(lead: Document, documents: Mapping[Place, Document]) -> ShownLead:
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
    )
