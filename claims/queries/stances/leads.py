"""How many leads there are on positions: pages that promise statements that are not recorded yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.queries.stances.around import Around


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
