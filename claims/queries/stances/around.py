"""What is on record around positions: searches for statements, events, and leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.queries.records import referring

TYPES: Final = ("coverage", "event", "lead")


@dataclass(frozen=True, slots=True)
class Around:
    """The public records about one position, as documents, each kind in the order of its list.

    ``leads`` are those that became no claim.
    """

    coverage: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    leads: list[dict[str, Any]] = field(default_factory=list)


def around_each(positions: Iterable[str], *, at: datetime | None = None) -> Mapping[str, Around]:
    """What is on record around each of these positions, today or ``at`` an instant. At most one query."""
    found = {slug: Around() for slug in positions}
    for (_, slug), document in referring(TYPES, (("position", slug) for slug in found), at=at):
        around = found[slug]
        if document["type"] == "coverage":
            around.coverage.append(document)
        elif document["type"] == "event":
            around.events.append(document)
        elif not document.get("claim"):
            around.leads.append(document)
    return found


def leads_sentence(days: Iterable[FuzzyDate]) -> Sentence:
    """The number of leads and their years; ``days`` has the day of each, unknown days included.

    A day between limits has the years of both; an open end has none.
    """
    days = list(days)
    ends = {end for day in days for end in (day.earliest, day.latest)} - {EARLIEST, LATEST}
    years = sorted({end.year for end in ends})
    when = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return say("leads", number=f"{len(days):,}", period=when)


def leads_by_position(around: Mapping[str, Around]) -> Mapping[str, Sentence]:
    """The leads on each position, in a sentence for each that has any."""
    return {
        slug: leads_sentence(FuzzyDate.parse(lead.get("said", "")) for lead in one.leads)
        for slug, one in around.items()
        if one.leads
    }
