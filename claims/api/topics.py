"""The list of topics as JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api.caching import public_data
from claims.api.responses import shared_list, site_address
from claims.queries.topic_page import PARAMETERS, TopicRow, topic_index

COLUMNS = ("slug", "name", "description", "positions", "claims", "url")


@public_data
def topics(request: HttpRequest, form: str) -> HttpResponse:
    return shared_list(
        request,
        form,
        name="topics",
        allowed=PARAMETERS,
        query=topic_index,
        columns=COLUMNS,
        values=_values,
    )


def _values(row: TopicRow) -> tuple[object, ...]:
    return (
        row.slug,
        row.name,
        row.description,
        row.positions,
        row.claims,
        site_address(row.url),
    )
