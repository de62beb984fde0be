"""How many leads there are on positions: pages that promise statements that are not recorded yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.models import Lead


def leads_sentence(days: Iterable[FuzzyDate]) -> Sentence:
    """The number of leads and their years; ``days`` has the day of each, unknown days included.

    A day between limits has the years of both; an open end has none.
    """
    days = list(days)
    ends = {end for day in days for end in (day.earliest, day.latest)} - {EARLIEST, LATEST}
    years = sorted({end.year for end in ends})
    when = f", {years[0]}–{years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    return say("leads", number=f"{len(days):,}", period=when)


def leads_by_position(slugs: Collection[str]) -> Mapping[str, Sentence]:
    """The public leads that became no claim, in a sentence for each position that has any. One query."""
    rows: Any = (
        Lead.objects.published()
        .filter(positions__slug__in=slugs, claim_key="")
        .order_by("pk")
        .values_list("positions__slug", "said")
    )
    days: dict[str, list[FuzzyDate]] = defaultdict(list)
    for slug, said in rows:
        days[slug].append(FuzzyDate.parse(said))
    return {slug: leads_sentence(found) for slug, found in days.items()}
