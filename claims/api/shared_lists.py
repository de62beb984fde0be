"""The lists of shared records for programs: what their pages show, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from claims.api.responses import json_error, json_list
from claims.api.tables import ENDINGS, Csv, streamed_csv
from claims.domain.errors import InvalidQuery
from claims.queries.columns import Column, names_of, values_of
from claims.queries.paging import Part, StaleCursor, address, read_parameters

T = TypeVar("T")

CHUNK: Final = 500
"""Rows that are read together for a download."""


class Index(Protocol[T]):
    """A part of a list for its parameters: ``size`` rows, or a page without it."""

    def __call__(self, parameters: Mapping[str, str], *, size: int | None = None) -> Part[T]: ...


def shared_list(
    request: HttpRequest,
    form: str,
    *,
    name: str,
    allowed: Sequence[str],
    query: Index[T],
    columns: Sequence[Column[T]],
) -> HttpResponseBase:
    """A list in the ``form`` "json", "csv" or "spreadsheet".

    JSON is one page; CSV is the whole list, or one page where ``after`` is given. A parameter that is not
    ``allowed`` is named with 400, a cursor that no longer holds with 404.
    """
    try:
        parameters = read_parameters(dict(request.GET.lists()), allowed)
        is_whole = form in ENDINGS and not parameters["after"]
        part = query(parameters, size=CHUNK if is_whole else None)
    except InvalidQuery as error:
        return json_error(400, error.message, error.mend)
    except StaleCursor as error:
        return json_error(404, error.message, "begin at the first page")
    here = settings.SITE_URL + request.path
    next_url = address(here, {**parameters, "after": part.after}) if part.after else ""
    if form not in ENDINGS:
        names = names_of(columns)
        results = [dict(zip(names, values_of(columns, row), strict=True)) for row in part.rows]
        return json_list(results, count=part.count, next_url=next_url)
    filters = {label: value for label, value in parameters.items() if value and label != "after"}
    listed = [name, *(word for item in filters.items() for word in item)]
    csv = Csv(
        form,
        listed if is_whole else [*listed, "part"],
        exact_url=address(f"{settings.SITE_URL}/{name}.csv", filters),
        next_url="" if is_whole else next_url,
    )
    return streamed_csv(csv, columns, _whole(part, parameters, query) if is_whole else part.rows)


def _whole(part: Part[T], parameters: Mapping[str, str], query: Index[T]) -> Iterator[T]:
    yield from part.rows
    while part.after:
        part = query({**parameters, "after": part.after}, size=CHUNK)
        yield from part.rows
