"""The list of searches as JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api.caching import public_data
from claims.api.responses import shared_list, site_address
from claims.queries.coverage_page import PARAMETERS, CheckRow, coverage_index

COLUMNS = (
    "slug",
    "voice",
    "office",
    "with_parts",
    "positions",
    "terms",
    "outlets",
    "from",
    "to",
    "checked_on",
    "by",
    "result",
    "hits",
    "url",
)


@public_data
def coverage(request: HttpRequest, form: str) -> HttpResponse:
    return shared_list(
        request,
        form,
        name="coverage",
        allowed=PARAMETERS,
        query=coverage_index,
        columns=COLUMNS,
        values=_values,
    )


def _values(row: CheckRow) -> tuple[object, ...]:
    return (
        row.slug,
        row.voice_slug,
        row.office,
        row.with_parts,
        row.position_slugs,
        row.terms,
        row.outlet_slugs,
        row.from_,
        row.to,
        row.checked_on,
        row.by,
        row.result,
        row.hits,
        site_address(row.url),
    )
