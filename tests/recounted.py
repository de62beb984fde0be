"""What is counted for speakers, counted by brute force from the rows of public claims."""

from __future__ import annotations

from collections import Counter

from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Claim, MonthCount, Stance, StanceCount

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
    for claim in Claim.objects.published():
        date = FuzzyDate.parse(claim.said)
        ends = (date.earliest, date.latest)
        month = ""
        if len({f"{day:%Y}" for day in ends}) == 1:
            month = f"{ends[0]:%Y-%m}" if len({day.month for day in ends}) == 1 else f"{ends[0]:%Y}"
        speakers = {claim.speaker.slug, *claim.joint_speakers.values_list("slug", flat=True)}
        for speaker in speakers:
            for topic in {"", *claim.topics.values_list("slug", flat=True)}:
                months[speaker, topic, ""] += 1
                if month:
                    months[speaker, topic, month] += 1
    stances: Counter[tuple[object, ...]] = Counter()
    for stance in Stance.objects.filter(claim__in=Claim.objects.published()):
        claim, body = stance.claim, stance.claim.on_behalf_of
        about = (stance.position.slug, stance.answer or "", stance.unchanged, claim.form, stance.basis)
        stances[claim.speaker.slug, body.slug if body else "", *about] += 1
    return dict(months), dict(stances)


def assert_kept_as_recounted() -> None:
    assert kept() == recounted()
