"""The list of sources as JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api.caching import public_data
from claims.api.responses import shared_list, site_address
from claims.queries.source_list import PARAMETERS, SourceRow, source_index

COLUMNS = (
    "key",
    "title",
    "outlet",
    "kind",
    "language",
    "published",
    "claims",
    "address",
    "archived_address",
    "url",
)


@public_data
def sources(request: HttpRequest, form: str) -> HttpResponse:
    return shared_list(
        request,
        form,
        name="sources",
        allowed=PARAMETERS,
        query=source_index,
        columns=COLUMNS,
        values=_values,
    )


def _values(row: SourceRow) -> tuple[object, ...]:
    return (
        row.key,
        row.title,
        row.outlet,
        row.kind,
        row.language,
        row.published_edtf,
        row.claims,
        row.address,
        row.archived_address,
        site_address(row.url),
    )
