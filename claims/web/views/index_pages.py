"""One view for all pages of ``INDEX_PAGES``."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone

from claims.queries.paging import pager, read_parameters
from claims.queries.site.downloads import list_export
from claims.queries.site.home import front_page
from claims.queries.site.index_pages import IndexPage
from claims.web.frame import public_page, record_state_of
from claims.web.parameters import parameters_of
from claims.web.views.errors import errors_as_pages


def index_page_paths(indexes: Iterable[IndexPage[Any]]) -> list[URLPattern]:
    """The address of the page of each list."""
    return [path(f"{index.name}/", index_page, {"index": index}, name=index.route) for index in indexes]


@public_page
@errors_as_pages
def index_page(request: HttpRequest, index: IndexPage[Any]) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, index.parameters), index.parameters)
    part = index.query(parameters)
    context = {
        "part": part,
        "noun": index.noun,
        "parameters": parameters,
        "pager": pager(request.path, parameters, part.after),
        "export": list_export(index.name, parameters, part.count, index.noun),
        **index.extras(parameters, part),
    }
    return render(request, f"pages/{index.route.replace('-', '_')}.html", context)


@public_page
def home(request: HttpRequest) -> HttpResponse:
    page = front_page(now=timezone.now(), updated=record_state_of(request).updated)
    return render(request, "pages/home.html", {"home": page})
