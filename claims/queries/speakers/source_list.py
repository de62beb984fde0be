"""The list of sources, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.paths import source_path
from claims.domain.record.vocabulary import SOURCE_KINDS
from claims.domain.text.plurals import number_of
from claims.models import Source
from claims.queries.claim.rows import language_name
from claims.queries.paging import Part, kept_counts, rows_after

PARAMETERS = ("after",)
PAGE = 100
ORDER = ("published_undated", "-published_latest", "-pk")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """``outlet`` is empty if it is not known. ``published`` is in words, ``published_edtf`` is the date."""

    key: str
    title: str
    url: str
    outlet: str
    kind: str
    language: str
    published: str
    published_edtf: str
    claims: int
    claims_sentence: str
    address: str
    archived_address: str


def source_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[SourceRow]:
    """One part of the public sources, of ``size`` rows or a page. Three queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    size = size or PAGE
    found = Source.objects.published()
    rest = rows_after(found, ORDER, parameters.get("after", ""), name="sources", key="key")
    columns = ("key", "title", "outlet__name", "kind", "language", "published", "url", "archived_url")
    rows = list(rest.order_by(*ORDER).values(*columns)[: size + 1])
    counts = kept_counts({"type": ["source"], "source": [row["key"] for row in rows]})
    return Part(
        rows=tuple(_row(row, counts.get(("source", row["key"]), 0)) for row in rows[:size]),
        count=counts.get(("type", "source"), 0),
        after=rows[size - 1]["key"] if len(rows) > size else "",
    )


def _row(row: Mapping[str, Any], claims: int) -> SourceRow:
    return SourceRow(
        key=row["key"],
        title=row["title"],
        url=source_path(row["key"], row["title"]),
        outlet=row["outlet__name"] or "",
        kind=SOURCE_KINDS[row["kind"]],
        language=language_name(row["language"]) if row["language"] else "",
        published=FuzzyDate.parse(row["published"]).short_words(),
        published_edtf=row["published"],
        claims=claims,
        claims_sentence=number_of(claims, "claim"),
        address=row["url"],
        archived_address=row["archived_url"],
    )
