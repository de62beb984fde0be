"""The page for something that was not on record on a past day."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from claims.queries.history.as_of import record_begun
from claims.queries.history.versions import day_words
from claims.queries.page_values import Link
from claims.web.views.errors import ErrorPage, error_page


def not_then(request: HttpRequest, title: str, why: str, *, at: datetime, today: Link) -> HttpResponse:
    """Say that it was not on record then, with a link to the page of today.

    The status is 404, or 200 for a day before the record began, because that answer is complete.
    """
    begun = record_begun()
    if begun is None or at >= begun:
        return error_page(request, 404, ErrorPage(title, why, links=(today,)))
    why = f"Our record begins on {day_words(begun)}: before that it held nothing."
    return error_page(request, 200, ErrorPage(title, why, links=(today,)))
