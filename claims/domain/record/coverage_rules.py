"""What a coverage check needs to be accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.errors import InvalidRecord
from claims.domain.record.shared import CoverageRecord

FIRST_DAY_FIRST: Final = "the first day comes first"


def span_problem(first: str, last: str) -> str:
    """Why two dates are not a span, as part of a sentence; empty if they are."""
    start, end = FuzzyDate.parse(first), FuzzyDate.parse(last)
    if start.earliest <= end.latest:
        return ""
    return f"the span ends ({end.short_words()}) before it begins ({start.short_words()})"


def search_problems(record: CoverageRecord, today: date) -> tuple[InvalidRecord, ...]:
    """Why a search cannot be accepted; empty if it can.

    A search names outlets, and terms or positions. Its span has two ends in order. It was made no later than
    ``today`` and not before the span begins. It says what it found.
    """
    return tuple(_problems(record, today))


def _problems(record: CoverageRecord, today: date) -> Iterator[InvalidRecord]:
    if not record.outlets:
        yield _invalid(
            "outlets", "no outlet is named: nobody can tell what was searched", "name one on each line"
        )
    if not record.terms and not record.positions:
        yield _invalid("terms", "neither a term nor a position is named", "write the terms, one on each line")
    start, end = FuzzyDate.parse(record.from_), FuzzyDate.parse(record.to)
    if start.starts_open:
        yield _invalid("from", "the first day searched is missing", "write 7 feb 2019, feb 2019 or 2019")
    if end.ends_open:
        yield _invalid("to", "the last day searched is missing", "write 7 feb 2019, feb 2019 or 2019")
    if message := span_problem(record.from_, record.to):
        yield _invalid("to", message, FIRST_DAY_FIRST)
    if not record.checked_on:
        yield _invalid("checked_on", "the day of the search is missing", "today, or 7 feb 2019")
        return
    checked = FuzzyDate.parse(record.checked_on)
    if checked.latest > today:
        yield _invalid(
            "checked_on", f"{checked.words()} is still to come", "the day on which somebody searched"
        )
    elif not start.starts_open and start.earliest > checked.latest:
        message = f"the span begins ({start.short_words()}) after the day of the search ({checked.words()})"
        yield _invalid("from", message, "nobody searches what has not been said yet")
    if record.hits is None and not record.result:
        yield _invalid("result", "what was found is missing", "write the hits, 0 for nothing, or the result")


def _invalid(field: str, message: str, mend: str) -> InvalidRecord:
    return InvalidRecord(message, field=field, mend=mend)
