"""The list of speakers as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.responses import site_address
from claims.api.shared_lists import shared_list
from claims.formats.exact_csv import Texts
from claims.queries.columns import Column
from claims.queries.speakers.list import PARAMETERS, SpeakerRow, speaker_index

COLUMNS: Final[tuple[Column[SpeakerRow], ...]] = (
    Column("slug", lambda row: row.slug),
    Column("name", lambda row: row.name),
    Column("kind", lambda row: row.kind),
    Column("institution", lambda row: row.institution),
    Column("offices", lambda row: Texts(row.offices)),
    Column("claims", lambda row: row.claims),
    Column("positions", lambda row: row.positions),
    Column("period", lambda row: row.period),
    Column("url", lambda row: site_address(row.url)),
)


@public_data
def speakers(request: HttpRequest, form: str) -> HttpResponseBase:
    return shared_list(
        request,
        form,
        name="speakers",
        allowed=PARAMETERS,
        query=speaker_index,
        columns=COLUMNS,
    )
