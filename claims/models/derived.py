"""Columns derived from content: ends of dates, the year, what a claim lacks, and the text that
the admin searches."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.parts import texts_of
from claims.domain.record.shared import Record
from claims.domain.search.desk_values import lacks
from claims.domain.text.folding import fold
from claims.models.claim import Claim
from claims.models.fuzzy_dates import ends, ends_of
from claims.models.record_mapping import columns_of, record_in_work
from claims.models.record_row import RecordRow
from claims.models.shared import Source

CHUNK: Final = 500
DAYS: Final = ("published_undated", "published_latest", "retrieved_undated", "retrieved_latest")


def derive(row: RecordRow, record: Record, cap: date | None = None) -> None:
    """Set the derived columns of a row; ``cap`` is the latest day that the sources of a claim allow."""
    change = record_in_work(row) if row.has_change else None
    for name, value in derived_values(type(row), record, cap, change).items():
        setattr(row, name, value)


def derived_values(
    model: type[RecordRow], record: Record, cap: date | None = None, change: Record | None = None
) -> dict[str, Any]:
    """The derived columns of the row of a record, by name; ``cap`` as in ``derive``.

    Editors also find a claim by the words of a ``change`` to it.
    """
    found: dict[str, Any] = {}
    for column in columns_of(model):
        if column.name in model.DATED:
            found.update(zip(ends_of(column.name), ends(column.value_of(record), cap), strict=False))
    if isinstance(record, ClaimRecord):
        found["said_year"] = FuzzyDate.parse(record.said).year
        found["lacks"] = ",".join(("", *lacks(record), ""))
    texts = [text for one in (record, change) if one for text in _searched(one)]
    return {**found, "search_text": "\n".join([fold(text) for text in texts if text])}


def _searched(record: Record) -> Iterable[str]:
    if isinstance(record, ClaimRecord):
        return (record.words.text, *(t.text for t in record.translations), record.summary)
    return texts_of(record)


def derived_columns(model: type[RecordRow]) -> tuple[str, ...]:
    """The names of the columns that ``derive`` sets, in the order of ``derived_values``."""
    of_claim = ("said_year", "lacks") if model is Claim else ()
    return (*(end for column in model.DATED for end in ends_of(column)), *of_claim, "search_text")


def days_cited(records: Iterable[Record]) -> Mapping[str, date]:
    """The latest possible day of words in the sources that claims among these cite, by key."""
    claims = [record for record in records if isinstance(record, ClaimRecord)]
    return days_of_sources(hop.source for claim in claims for hop in claim.chain)


def cap_of(record: Record, days: Mapping[str, date]) -> date | None:
    """The latest possible day of the words of a claim, if a source sets one. ``days`` are of its sources."""
    cited = [hop.source for hop in record.chain] if isinstance(record, ClaimRecord) else []
    return min((days[key] for key in cited if key in days), default=None)


def days_of_sources(keys: Iterable[str]) -> dict[str, date]:
    """The latest possible day of words in each of these sources, if one is known."""
    found: dict[str, date] = {}
    wanted = sorted({key for key in keys if key})
    for start in range(0, len(wanted), CHUNK):
        sources = Source.objects.filter(key__in=wanted[start : start + CHUNK]).order_by()
        for key, *days in sources.values_list("key", *DAYS):
            known = [day for undated, day in (days[:2], days[2:]) if not undated]
            if known:
                found[key] = min(known)
    return found
