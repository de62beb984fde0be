"""The lists of ``INDEX_PAGES`` as JSON and CSV, in the order of their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from claims.api.caching import public_data
from claims.api.responses import json_list
from claims.api.tables import ENDINGS, Csv, streamed_csv
from claims.queries.columns import names_of, values_of
from claims.queries.paging import Part, address, read_parameters
from claims.queries.site.index_pages import IndexPage, IndexQuery

T = TypeVar("T")

CHUNK: Final = 500
"""Rows that are read together for a download."""


def index_data_paths(indexes: Iterable[IndexPage[Any]]) -> list[URLPattern]:
    """The addresses of the machine forms of each list."""
    return [
        path(f"{index.name}{ending}", index_data, {"index": index, "form": form}, name=f"{index.name}-{form}")
        for index in indexes
        for form, ending in {"json": ".json", **ENDINGS}.items()
    ]


@public_data
def index_data(request: HttpRequest, index: IndexPage[Any], form: str) -> HttpResponseBase:
    """A list in the ``form`` "json", "csv" or "spreadsheet".

    JSON is one page. CSV is the whole list, or one page if ``after`` is given.
    """
    parameters = read_parameters(dict(request.GET.lists()), index.parameters)
    is_whole = form in ENDINGS and not parameters["after"]
    part = index.query(parameters, size=CHUNK if is_whole else None)
    here = settings.SITE_URL + request.path
    next_url = address(here, {**parameters, "after": part.after}) if part.after else ""
    if form not in ENDINGS:
        names = names_of(index.columns)
        results = [dict(zip(names, values_of(index.columns, row), strict=True)) for row in part.rows]
        return json_list(results, count=part.count, next_url=next_url)
    filters = {label: value for label, value in parameters.items() if value and label != "after"}
    listed = [index.name, *(word for item in filters.items() for word in item)]
    csv = Csv(
        form,
        listed if is_whole else [*listed, "part"],
        exact_url=address(f"{settings.SITE_URL}/{index.name}.csv", filters),
        next_url="" if is_whole else next_url,
    )
    rows = _whole_list(part, parameters, index.query) if is_whole else part.rows
    return streamed_csv(csv, index.columns, rows)


def _whole_list(part: Part[T], parameters: Mapping[str, str], query: IndexQuery[T]) -> Iterator[T]:
    yield from part.rows
    while part.after:
        part = query({**parameters, "after": part.after}, size=CHUNK)
        yield from part.rows
