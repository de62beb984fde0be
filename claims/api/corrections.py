"""The list of corrections as JSON and as CSV."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase

from claims.api.caching import public_data
from claims.api.responses import site_address
from claims.api.shared_lists import shared_list
from claims.queries.columns import Column
from claims.queries.history.corrections import PARAMETERS, CorrectionRow, correction_index

COLUMNS: Final[tuple[Column[CorrectionRow], ...]] = (
    Column("type", lambda row: row.record_type),
    Column("key", lambda row: row.record_key),
    Column("name", lambda row: row.name),
    Column("version", lambda row: row.version),
    Column("class", lambda row: row.change_class),
    Column("at", lambda row: row.at.isoformat()),
    Column("stood_since", lambda row: row.stood_since.isoformat() if row.stood_since else None),
    Column("note", lambda row: row.note),
    Column("wrong", lambda row: row.wrong),
    Column("right", lambda row: row.right),
    Column("learned", lambda row: row.learned),
    Column("thanks", lambda row: row.thanks),
    Column("author", lambda row: row.author),
    Column("approver", lambda row: row.approver),
    Column("fields", lambda row: [change.field for change in row.changes]),
    Column("url", lambda row: site_address(row.url)),
)


@public_data
def corrections(request: HttpRequest, form: str) -> HttpResponseBase:
    return shared_list(
        request,
        form,
        name="corrections",
        allowed=PARAMETERS,
        query=correction_index,
        columns=COLUMNS,
    )
