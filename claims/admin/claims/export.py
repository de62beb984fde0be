"""Files of chosen claims, drafts included, for people at the desk."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from claims.formats.exact_csv import exact_lines
from claims.queries.columns import names_of, values_of
from claims.queries.desk.table import DESK_COLUMNS, desk_table


def export_claims(pks: Sequence[int], form: str) -> HttpResponse:
    """The claims as a file, each with its state. ``form`` is "csv" or "json". No cache may keep it.

    CSV has the columns of the public export, JSON the records as the public list writes them.
    """
    rows = desk_table(pks, site_url=settings.SITE_URL)
    if form == "csv":
        values = (values_of(DESK_COLUMNS, row) for row in rows)
        text = "".join(exact_lines(names_of(DESK_COLUMNS), values))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    else:
        documents = [{"state": row.state, **row.claim.document, "url": row.claim.url} for row in rows]
        text = json.dumps({"count": len(documents), "results": documents}, ensure_ascii=False, indent=1)
        response = HttpResponse(text, content_type="application/json")
    day = timezone.now().date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="desk-claims-{day}.{form}"'
    response["Cache-Control"] = "no-store, private"
    return response
