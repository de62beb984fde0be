"""The list of claims as JSON and CSV, with the parameters and the order of its page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path

from claims.api.responses import json_list, public_data
from claims.api.tables import ENDINGS, Csv, streamed_csv
from claims.domain.errors import InvalidQuery, shown
from claims.queries.claim.documents import claim_documents
from claims.queries.claim.table import COLUMNS, TableClaim, table_claims
from claims.queries.columns import names_of, values_of
from claims.queries.lists.labels import unknown_value
from claims.queries.lists.page_of_claims import count, list_claims
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection, read_selection
from claims.queries.lists.whole_list import every_claim
from claims.queries.paging import Part, address, read_parameters
from claims.queries.site.index_pages import IndexPage, IndexQuery


@public_data
def claim_records(request: HttpRequest) -> HttpResponse:
    """``/claims.json`` and ``/api/v1/claims/``: one page of records."""
    selection = _selection(request)
    selected = SelectedClaims(selection)
    listed = list_claims(selected)
    number = count(selected)
    here = settings.SITE_URL + request.path
    return json_list(
        claim_documents(listed.keys, site_url=settings.SITE_URL, at=selection.instant),
        count=number.number,
        count_exact=not number.is_more,
        next_url=selection.address(here, after=listed.older) if listed.older else "",
        previous_url=selection.address(here, after=listed.newer) if listed.newer else "",
    )


@public_data
def claim_csv(request: HttpRequest, form: str) -> HttpResponseBase:
    """``/claims.csv`` and ``/claims.spreadsheet.csv``: the whole list, or one page.

    It is one page if ``size`` or ``after`` is given. ``form`` is "csv" or "spreadsheet".
    """
    selection = _selection(request)
    selected = SelectedClaims(selection)
    is_page = not {"size", "after"}.isdisjoint(selection.typed)
    next_url = ""
    if is_page:
        listed = list_claims(selected)
        if listed.older:
            next_url = selection.address(settings.SITE_URL + request.path, after=listed.older)
    filters = ((name.replace("_", "-"), *values) for name, values in selection.filters.items())
    csv = Csv(
        form,
        ["claims", *(word for words in filters for word in words), *(["part"] if is_page else [])],
        exact_url=selection.address(f"{settings.SITE_URL}/claims.csv", view="", size=False),
        next_url=next_url,
    )
    return streamed_csv(csv, COLUMNS, _claims(selected, listed.keys if is_page else None))


def _claims(selected: SelectedClaims, page: Sequence[str] | None) -> Iterator[TableClaim]:
    """The claims of a page, or all of the list. Nothing is read before the first row is needed."""
    for keys in every_claim(selected) if page is None else [page]:
        yield from table_claims(keys, site_url=settings.SITE_URL, at=selected.instant)


def _selection(request: HttpRequest) -> Selection:
    """The selection. Raises InvalidQuery also for mistakes that the page shows at their fields."""
    selection = read_selection(dict(request.GET.lists()))
    if selection.mistakes:
        raise InvalidQuery(selection.mistakes[0].sentence)
    if unknown := unknown_value(selection):
        name, value = unknown
        raise InvalidQuery(f"“{name}” names nothing that is public: {shown(value)}", mend="look at its list")
    return selection


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
