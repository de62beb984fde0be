"""The page of one speaker."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.paging import pager, read_parameters
from claims.queries.site.downloads import list_export
from claims.queries.speakers.list import PARAMETERS, speaker_index
from claims.queries.speakers.page import speaker_page
from claims.web.caching import public_page
from claims.web.errors_as_pages import errors_as_pages
from claims.web.parameters import parameters_of


@public_page
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = speaker_page(slug)
    if page is None:
        raise Http404
    return render(request, "claims/pages/speaker_detail.html", {"page": page})


@public_page
@errors_as_pages
def speaker_list(request: HttpRequest) -> HttpResponse:
    parameters = read_parameters(parameters_of(request, PARAMETERS), PARAMETERS)
    part = speaker_index(parameters)
    context = {
        "part": part,
        "parameters": parameters,
        "pager": pager(request.path, parameters, part.after),
        "export": list_export("speakers", parameters, part.count, "speaker"),
    }
    return render(request, "claims/pages/speaker_list.html", context)
