"""What is counted for speakers, counted by brute force from the public claims."""

from __future__ import annotations

from collections import Counter

from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Claim, MonthCount, StanceCount
from claims.models.moves import current_record
from claims.models.record_mapping import claim_record

Months = dict[tuple[str, ...], int]
Stances = dict[tuple[object, ...], int]


def kept() -> tuple[Months, Stances]:
    """The counts that are kept."""
    months = {tuple(key): n for *key, n in MonthCount.objects.values_list(*MonthCount.KEYS, "claims")}
    stances = {tuple(key): n for *key, n in StanceCount.objects.values_list(*StanceCount.KEYS, "claims")}
    return months, stances


def recounted() -> tuple[Months, Stances]:
    """The counts that there should be."""
    months: Counter[tuple[str, ...]] = Counter()
    stances: Counter[tuple[object, ...]] = Counter()
    for claim in map(current_record, map(claim_record, Claim.objects.published())):
        date = FuzzyDate.parse(claim.said)
        ends = (date.earliest, date.latest)
        month = ""
        if len({f"{day:%Y}" for day in ends}) == 1:
            month = f"{ends[0]:%Y-%m}" if len({day.month for day in ends}) == 1 else f"{ends[0]:%Y}"
        for speaker in {claim.speaker, *claim.with_}:
            for topic in {"", *claim.topics}:
                months[speaker, topic, ""] += 1
                if month:
                    months[speaker, topic, month] += 1
        for stance in claim.stances:
            about = (stance.position, stance.answer or "", stance.unchanged)
            stances[claim.speaker, claim.on_behalf_of, *about] += 1
    return dict(months), dict(stances)


def assert_kept_as_recounted() -> None:
    assert kept() == recounted()
