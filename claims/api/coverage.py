"""The list of searches as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.responses import site_address
from claims.api.shared_lists import shared_list
from claims.formats.exact_csv import Texts
from claims.queries.columns import Column
from claims.queries.positions.coverage_page import PARAMETERS, CheckRow, coverage_index

COLUMNS: Final[tuple[Column[CheckRow], ...]] = (
    Column("slug", lambda row: row.slug),
    Column("voice", lambda row: row.voice_slug),
    Column("office", lambda row: row.office),
    Column("with_parts", lambda row: row.with_parts),
    Column("positions", lambda row: row.position_slugs),
    Column("terms", lambda row: Texts(row.terms)),
    Column("outlets", lambda row: row.outlet_slugs),
    Column("from", lambda row: row.from_),
    Column("to", lambda row: row.to),
    Column("checked_on", lambda row: row.checked_on),
    Column("by", lambda row: row.by),
    Column("result", lambda row: row.result),
    Column("hits", lambda row: row.hits),
    Column("url", lambda row: site_address(row.url)),
)


@public_data
def coverage(request: HttpRequest, form: str) -> HttpResponseBase:
    return shared_list(
        request,
        form,
        name="coverage",
        allowed=PARAMETERS,
        query=coverage_index,
        columns=COLUMNS,
    )
