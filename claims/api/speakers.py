"""The list of speakers as JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api.caching import public_data
from claims.api.responses import shared_list, site_address
from claims.queries.speaker_list import PARAMETERS, SpeakerRow, speaker_index

COLUMNS = ("slug", "name", "kind", "institution", "offices", "claims", "positions", "period", "url")


@public_data
def speakers(request: HttpRequest, form: str) -> HttpResponse:
    return shared_list(
        request,
        form,
        name="speakers",
        allowed=PARAMETERS,
        query=speaker_index,
        columns=COLUMNS,
        values=_values,
    )


def _values(row: SpeakerRow) -> tuple[object, ...]:
    return (
        row.slug,
        row.name,
        row.kind,
        row.institution,
        list(row.offices),
        row.claims,
        row.positions,
        row.period,
        site_address(row.url),
    )
