"""Keeping what is counted for each speaker: claims by month and topic, and stances by what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from claims.database.kept_counts import add_counts
from claims.domain.dates import FuzzyDate
from claims.domain.months import period_of
from claims.domain.record import ClaimRecord
from claims.models import MonthCount, StanceCount

MonthKey = tuple[str, str, str]
StanceKey = tuple[str, str, str, str, bool, str, str]


def count_by_speaker(claims: Iterable[tuple[int, ClaimRecord]]) -> None:
    """Add public claims to the counts of their speakers, each with its sign: -1 takes one away."""
    months: Counter[MonthKey] = Counter()
    stances: Counter[StanceKey] = Counter()
    for sign, record in claims:
        for month in months_of(record):
            months[month] += sign
        for stance in stances_of(record):
            stances[stance] += sign
    add_counts(connection, MonthCount, MonthCount.KEYS, months)
    add_counts(connection, StanceCount, StanceCount.KEYS, stances)


def forget_counts() -> None:
    """Empty both tables, so that all claims can be counted anew."""
    MonthCount.objects.all().delete()
    StanceCount.objects.all().delete()


def months_of(record: ClaimRecord) -> set[MonthKey]:
    """What a public claim counts for: (speaker, topic, month), as ``MonthCount`` says."""
    period = period_of(FuzzyDate.parse(record.said))
    return {
        (speaker, topic, month)
        for speaker in (record.speaker, *record.with_)
        for topic in ("", *record.topics)
        for month in ("", period)
    }


def stances_of(record: ClaimRecord) -> set[StanceKey]:
    """What its stances count for, in the order of the keys of ``StanceCount``."""
    return {
        (
            record.speaker,
            record.on_behalf_of,
            stance.position,
            stance.answer or "",
            stance.unchanged,
            record.words.form,
            stance.basis,
        )
        for stance in record.stances
    }
