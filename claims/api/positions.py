"""The list of positions as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.responses import site_address
from claims.api.shared_lists import shared_list
from claims.queries.columns import Column
from claims.queries.positions.list import PARAMETERS, PositionRow, position_index

COLUMNS: Final[tuple[Column[PositionRow], ...]] = (
    Column("slug", lambda row: row.slug),
    Column("question", lambda row: row.question),
    Column("topic", lambda row: row.topic.text if row.topic else ""),
    Column("answers", lambda row: row.answers),
    Column("claims", lambda row: row.claims),
    Column("unchanged", lambda row: row.unchanged),
    Column("period", lambda row: row.period),
    Column("url", lambda row: site_address(row.url)),
)


@public_data
def positions(request: HttpRequest, form: str) -> HttpResponseBase:
    return shared_list(
        request,
        form,
        name="positions",
        allowed=PARAMETERS,
        query=position_index,
        columns=COLUMNS,
    )
