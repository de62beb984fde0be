"""The page of one topic."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.paging import pager, read_parameters
from claims.queries.positions.topic_page import PARAMETERS, topic_index, topic_page
from claims.queries.site.downloads import list_export
from claims.web.caching import public_page
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of


@public_page
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = topic_page(slug)
    if page is None:
        raise Http404
    return render(request, "claims/pages/topic_detail.html", {"page": page})


@public_page
@errors_as_pages
def topic_list(request: HttpRequest) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    part = topic_index(parameters)
    context = {
        "part": part,
        "parameters": parameters,
        "pager": pager(request.path, parameters, part.after),
        "export": list_export("topics", parameters, part.count, "topic"),
    }
    return render(request, "claims/pages/topic_list.html", context)
