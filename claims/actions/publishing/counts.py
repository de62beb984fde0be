"""Maintain the stored counts of the public claims of speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from claims.database.kept_counts import add_counts
from claims.domain.record.claim import ClaimRecord
from claims.domain.search.facets import MonthKey, StanceKey, months_of, stances_of
from claims.models import MonthCount, StanceCount


def count_by_speaker(claims: Iterable[tuple[int, ClaimRecord]]) -> None:
    """Add public claims to the counts of their speakers, each with its sign: -1 subtracts one."""
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
    """Empty both tables of counts by speaker."""
    MonthCount.objects.all().delete()
    StanceCount.objects.all().delete()
