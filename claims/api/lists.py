"""The list of claims for programs: the same claims in the same order as the page with the same parameters."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from claims.api.responses import cell, json_error, json_list
from claims.domain.errors import InvalidQuery
from claims.queries.claim_documents import TABLE, claim_documents, claim_table
from claims.queries.listed import StaleCursor
from claims.queries.listing import count, list_claims
from claims.queries.matching import Matching
from claims.queries.selection import Selection, read_selection

MOST_EXPORTED: Final = 10_000
"""Lines of one CSV file; a longer list is told to go on at the address in its Link header."""


def claims_as_json(request: HttpRequest) -> HttpResponse:
    """One page of records: ``{"count", "count_exact", "next", "previous", "results"}``."""
    selection = _selection(request)
    if isinstance(selection, HttpResponse):
        return selection
    matching = Matching(selection)
    try:
        listed = list_claims(matching)
    except StaleCursor as error:
        return _stale(error)
    number = count(matching)
    here = settings.SITE_URL + request.path
    return json_list(
        claim_documents(listed.ids, site_url=settings.SITE_URL, at=selection.instant),
        count=number.number,
        count_exact=number.is_exact,
        next_url=selection.address(here, after=listed.older) if listed.older else "",
        previous_url=selection.address(here, after=listed.newer) if listed.newer else "",
    )


def claims_as_csv(request: HttpRequest) -> HttpResponseBase:
    """All claims of the list, at most 10,000, as they are read; with ``size`` one page of that many.

    A text that a spreadsheet would take for a formula has an apostrophe before it; JSON has it as it is.
    """
    selection = _selection(request)
    if isinstance(selection, HttpResponse):
        return selection
    if "size" not in selection.typed:
        selection = replace(selection, size=MOST_EXPORTED)
    try:
        listed = list_claims(Matching(selection))
    except StaleCursor as error:
        return _stale(error)
    table = claim_table(listed.ids, site_url=settings.SITE_URL, at=selection.instant)
    response = StreamingHttpResponse(_lines(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="claims.csv"'
    if listed.older:
        is_page = "size" in selection.typed
        url = selection.address(settings.SITE_URL + request.path, after=listed.older, size=is_page)
        response["Link"] = f'<{url}>; rel="next"'
    return response


def _selection(request: HttpRequest) -> Selection | HttpResponse:
    """The selection, or the answer that says what is wrong: programs get no other list than asked for."""
    try:
        selection = read_selection(dict(request.GET.lists()))
    except InvalidQuery as error:
        return json_error(400, error.message, error.mend)
    if selection.mistakes:
        return json_error(400, selection.mistakes[0].sentence)
    return selection


def _stale(error: StaleCursor) -> HttpResponse:
    return json_error(404, error.message, "begin at the first page: leave “after” out")


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    table = csv.writer(_Echo())
    yield table.writerow(TABLE)
    for row in rows:
        yield table.writerow([cell(value) for value in row])
