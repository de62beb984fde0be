"""The list of sources as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.responses import site_address
from claims.api.shared_lists import shared_list
from claims.domain.dates.fuzzy import FuzzyDate
from claims.queries.columns import Column
from claims.queries.speakers.source_list import PARAMETERS, SourceRow, source_index

COLUMNS: Final[tuple[Column[SourceRow], ...]] = (
    Column("key", lambda row: row.key),
    Column("title", lambda row: row.title),
    Column("outlet", lambda row: row.outlet),
    Column("kind", lambda row: row.kind),
    Column("language", lambda row: row.language),
    Column("published", lambda row: row.published_edtf),
    Column("published_words", lambda row: FuzzyDate.parse(row.published_edtf).words()),
    Column("claims", lambda row: row.claims),
    Column("address", lambda row: row.address),
    Column("archived_address", lambda row: row.archived_address),
    Column("url", lambda row: site_address(row.url)),
)


@public_data
def sources(request: HttpRequest, form: str) -> HttpResponseBase:
    return shared_list(
        request,
        form,
        name="sources",
        allowed=PARAMETERS,
        query=source_index,
        columns=COLUMNS,
    )
