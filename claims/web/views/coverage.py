"""What was searched, and what was not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.paging import pager, read_parameters
from claims.queries.positions.coverage_page import PARAMETERS, coverage_index, drawn_coverage, narrowed_to
from claims.queries.site.downloads import list_export
from claims.web.caching import public_page
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of


@public_page
@errors_as_pages
def coverage(request: HttpRequest) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    part = coverage_index(parameters)
    context = {
        "part": part,
        "drawn": None if parameters["after"] else drawn_coverage(parameters),
        "narrowed": narrowed_to(parameters),
        "pager": pager(request.path, parameters, part.after),
        "export": list_export("coverage", parameters, part.count, "search"),
    }
    return render(request, "claims/pages/coverage.html", context)
