"""The list of corrections as JSON and CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from claims.api.caching import public_data
from claims.api.responses import shared_list, site_address
from claims.queries.corrections import PARAMETERS, CorrectionRow, correction_index

COLUMNS = (
    "type",
    "key",
    "name",
    "version",
    "class",
    "at",
    "stood_since",
    "note",
    "wrong",
    "right",
    "learned",
    "thanks",
    "author",
    "approver",
    "fields",
    "url",
)


@public_data
def corrections(request: HttpRequest, form: str) -> HttpResponse:
    return shared_list(
        request,
        form,
        name="corrections",
        allowed=PARAMETERS,
        query=correction_index,
        columns=COLUMNS,
        values=_values,
    )


def _values(row: CorrectionRow) -> tuple[object, ...]:
    return (
        row.record_type,
        row.record_key,
        row.name,
        row.version,
        row.change_class,
        row.at.isoformat(),
        row.stood_since.isoformat() if row.stood_since else None,
        row.note,
        row.wrong,
        row.right,
        row.learned,
        row.thanks,
        row.author,
        row.approver,
        [change.field for change in row.changes],
        site_address(row.url),
    )
