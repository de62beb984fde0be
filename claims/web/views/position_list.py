"""All positions, by topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.paging import pager, read_parameters
from claims.queries.positions.list import PARAMETERS, position_index
from claims.queries.site.downloads import list_export
from claims.web.caching import public_page
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of


@public_page
@errors_as_pages
def position_list(request: HttpRequest) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    part = position_index(parameters)
    context = {
        "part": part,
        "parameters": parameters,
        "pager": pager(request.path, parameters, part.after),
        "export": list_export("positions", parameters, part.count, "position"),
    }
    return render(request, "claims/pages/position_list.html", context)
