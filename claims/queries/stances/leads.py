"""How many leads there are on positions: pages that promise statements that are not recorded yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.queries.records import referring


def leads_sentence(days: Iterable[FuzzyDate]) -> Sentence:
    """The number of leads and their years; ``days`` has the day of each, unknown days included.

    A day between limits has the years of both; an open end has none.
    """
    days = list(days)
    ends = {end for day in days for end in (day.earliest, day.latest)} - {EARLIEST, LATEST}
    years = sorted({end.year for end in ends})
    when = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return say("leads", number=f"{len(days):,}", period=when)


def open_leads(positions: Iterable[str], *, at: datetime | None = None) -> Mapping[str, list[dict[str, Any]]]:
    """The public leads on each of these positions that became no claim, as documents, in order of time.

    At most one query.
    """
    found: dict[str, list[dict[str, Any]]] = {slug: [] for slug in positions}
    for (_, slug), document in referring("lead", (("position", slug) for slug in found), at=at):
        if not document.get("claim"):
            found[slug].append(document)
    return found


def leads_by_position(slugs: Collection[str]) -> Mapping[str, Sentence]:
    """The public leads that became no claim, in a sentence for each position that has any. One query."""
    return {
        slug: leads_sentence(FuzzyDate.parse(lead.get("said", "")) for lead in leads)
        for slug, leads in open_leads(slugs).items()
        if leads
    }
