"""The index of sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.paging import pager, read_parameters
from claims.queries.site.downloads import list_export
from claims.queries.speakers.source_list import PARAMETERS, source_index
from claims.web.caching import public_page
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of


@public_page
@errors_as_pages
def source_list(request: HttpRequest) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    part = source_index(parameters)
    context = {
        "part": part,
        "parameters": parameters,
        "pager": pager(request.path, parameters, part.after),
        "export": list_export("sources", parameters, part.count, "source"),
    }
    return render(request, "claims/pages/source_list.html", context)
