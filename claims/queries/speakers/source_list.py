"""The list of sources, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.identity import Place
from claims.domain.record.paths import source_path
from claims.domain.record.vocabulary import SOURCE_KINDS
from claims.queries.claim.rows import language_name
from claims.queries.names import Label, labels
from claims.queries.paging import Part, kept_counts, listed

PARAMETERS = ("after",)
PAGE = 100


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
    address: str
    archived_address: str


def source_index(parameters: Mapping[str, str], *, size: int | None = None) -> Part[SourceRow]:
    """One part of the public sources, of ``size`` rows or a page. At most four queries.

    Raises StaleCursor for an ``after`` that is not in the list.
    """
    rows, after = listed("source", parameters.get("after", ""), size or PAGE, name="sources")
    outlets = labels(("outlet", row["outlet"]) for row in rows if row.get("outlet"))
    counts = kept_counts({"type": ["source"], "source": [row["key"] for row in rows]})
    return Part(
        rows=tuple(_row(row, outlets, counts.get(("source", row["key"]), 0)) for row in rows),
        count=counts.get(("type", "source"), 0),
        after=after,
    )


def _row(row: Mapping[str, Any], outlets: Mapping[Place, Label], claims: int) -> SourceRow:
    outlet = outlets.get(("outlet", row.get("outlet", "")))
    published = row.get("published", "")
    return SourceRow(
        key=row["key"],
        title=row["title"],
        url=source_path(row["key"], row["title"]),
        outlet=outlet.name if outlet else "",
        kind=SOURCE_KINDS[row.get("kind", "article")],
        language=language_name(row["language"]) if row.get("language") else "",
        published=FuzzyDate.parse(published).short_words(),
        published_edtf=published,
        claims=claims,
        address=row.get("url", ""),
        archived_address=row.get("archived_url", ""),
    )
