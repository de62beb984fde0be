"""Columns derived from content: ends of dates, the year, and the text that the admin searches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.reference_places import texts_of
from claims.domain.record.shared import Record
from claims.domain.text.folding import fold
from claims.models.claim import Claim
from claims.models.fuzzy_dates import ends_of, set_ends
from claims.models.record_row import RecordRow
from claims.models.source import Source

CHUNK: Final = 500


def derive(row: RecordRow, record: Record, cap: date | None = None) -> None:
    """Set the derived columns of a row; ``cap`` is the latest day that the sources of a claim allow."""
    for column in row.DATED:
        set_ends(row, column, cap=cap)
    texts: Iterable[str] = texts_of(record)
    if isinstance(row, Claim) and isinstance(record, ClaimRecord):
        row.said_year = FuzzyDate.parse(record.said).year
        texts = (record.words.text, *(t.text for t in record.translations), record.summary)
    row.search_text = "\n".join(fold(text) for text in texts if text)


def derived_columns(row: RecordRow) -> tuple[str, ...]:
    """The names of the columns that ``derive`` sets."""
    year = ("said_year",) if isinstance(row, Claim) else ()
    return (*(end for column in row.DATED for end in ends_of(column)), *year, "search_text")


def day_of(source: Source) -> date | None:
    """The latest possible day of words in a source: the day of publication or retrieval, if known."""
    days = [] if source.published_undated else [source.published_latest]
    days += [] if source.retrieved_undated else [source.retrieved_latest]
    return min(days, default=None)


def latest_day(sources: Iterable[Source]) -> date | None:
    """The latest possible day of words that are in all these sources, or None."""
    return min((day for source in sources if (day := day_of(source))), default=None)


def days_of_sources(keys: Iterable[str]) -> dict[str, date]:
    """The latest possible day of words in each of these sources, if one is known."""
    found: dict[str, date] = {}
    wanted = sorted({key for key in keys if key})
    for start in range(0, len(wanted), CHUNK):
        for source in Source.objects.filter(key__in=wanted[start : start + CHUNK]):
            if (day := day_of(source)) is not None:
                found[source.key] = day
    return found
