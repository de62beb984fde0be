"""Find dates in the future for things that are done, mostly because a year was mistyped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from claims.domain.dates.fuzzy import EARLIEST, FuzzyDate
from claims.domain.errors import InvalidRecord
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import CoverageRecord, Record, SourceRecord, TombstoneRecord

AHEAD: Final = timedelta(days=1)
"""How far the day in some place may be ahead of the day in UTC."""


def future_dates(record: Record, today: date) -> tuple[InvalidRecord, ...]:
    """The problems of dates on which something was said, published, retrieved and so on after ``today``.

    Events and ends of offices may be in the future. A date that may be past ("2019/..") is accepted.
    ``today`` is the day in UTC.
    """
    return tuple(
        InvalidRecord(
            f"{what} on a day that is still to come", field=field, value=text, mend="check the year"
        )
        for field, text, what in _days(record)
        if (earliest := FuzzyDate.parse(text).earliest) != EARLIEST and earliest > today + AHEAD
    )


def _days(record: Record) -> Iterator[tuple[str, str, str]]:
    """Each date with its field and what was done then."""
    if isinstance(record, ClaimRecord):
        yield "said", record.said, "nobody has said anything"
        for number, verdict in enumerate(record.verdicts):
            yield f"verdicts[{number}].reviewed", verdict.reviewed, "nobody has reviewed anything"
        for number, stance in enumerate(record.stances):
            if stance.check is not None:
                yield f"stances[{number}].check.on", stance.check.on, "nobody has checked anything"
    elif isinstance(record, SourceRecord):
        yield "published", record.published, "nothing was published"
        yield "retrieved", record.retrieved, "nothing was retrieved"
    elif isinstance(record, CoverageRecord):
        yield "checked_on", record.checked_on, "nobody has searched anything"
    elif isinstance(record, TombstoneRecord):
        yield "withdrawn_on", record.withdrawn_on, "nothing was withdrawn"
