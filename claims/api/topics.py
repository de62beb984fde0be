"""The list of topics as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.responses import site_address
from claims.api.shared_lists import shared_list
from claims.queries.columns import Column
from claims.queries.positions.topic_page import PARAMETERS, TopicRow, topic_index

COLUMNS: Final[tuple[Column[TopicRow], ...]] = (
    Column("slug", lambda row: row.slug),
    Column("name", lambda row: row.name),
    Column("description", lambda row: row.description),
    Column("positions", lambda row: row.positions),
    Column("claims", lambda row: row.claims),
    Column("url", lambda row: site_address(row.url)),
)


@public_data
def topics(request: HttpRequest, form: str) -> HttpResponseBase:
    return shared_list(
        request,
        form,
        name="topics",
        allowed=PARAMETERS,
        query=topic_index,
        columns=COLUMNS,
    )
