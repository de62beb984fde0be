"""The list of positions as JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api.caching import public_data
from claims.api.responses import shared_list, site_address
from claims.queries.position_list import PARAMETERS, PositionRow, position_index

COLUMNS = ("slug", "question", "topic", "answers", "claims", "unchanged", "period", "url")


@public_data
def positions(request: HttpRequest, form: str) -> HttpResponse:
    return shared_list(
        request,
        form,
        name="positions",
        allowed=PARAMETERS,
        query=position_index,
        columns=COLUMNS,
        values=_values,
    )


def _values(row: PositionRow) -> tuple[object, ...]:
    return (
        row.slug,
        row.question,
        row.topic.text if row.topic else "",
        row.answers,
        row.claims,
        row.unchanged,
        row.period,
        site_address(row.url),
    )
