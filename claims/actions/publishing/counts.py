"""Maintain the stored counts of the public claims of speakers."""

from __future__ import annotations

from collections import Counter

from django.db import connection

from claims.database.kept_counts import add_counts
from claims.domain.record.claim import ClaimRecord
from claims.domain.search.facets import MonthKey, StanceKey, months_of, stances_of
from claims.models import MonthCount, StanceCount


class CountsBySpeaker:
    """The counts that public claims add to those of their speakers."""

    def __init__(self) -> None:
        self._months: Counter[MonthKey] = Counter()
        self._stances: Counter[StanceKey] = Counter()

    def add(self, record: ClaimRecord, sign: int = 1) -> None:
        """Count a claim; with -1, take it out."""
        for month in months_of(record):
            self._months[month] += sign
        for stance in stances_of(record):
            self._stances[stance] += sign

    def keep(self) -> None:
        """Add what was counted to the stored counts."""
        add_counts(connection, MonthCount, MonthCount.KEYS, self._months)
        add_counts(connection, StanceCount, StanceCount.KEYS, self._stances)


def forget_counts() -> None:
    """Empty both tables of counts by speaker."""
    MonthCount.objects.all().delete()
    StanceCount.objects.all().delete()
