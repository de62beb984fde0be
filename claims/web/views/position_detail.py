"""The page of one position: its answers, and the stances on it in order."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.listed import pager, read_parameters
from claims.queries.position_page import PARAMETERS, position_page
from claims.web.caching import public_page
from claims.web.explaining import explained


@public_page
@explained
def position_detail(request: HttpRequest, slug: str) -> HttpResponse:
    parameters = read_parameters(dict(request.GET.lists()), PARAMETERS)
    page = position_page(slug, after=parameters["after"])
    if page is None:
        raise Http404
    links = pager(request.path, parameters, page.line.after)
    return render(request, "claims/pages/position_detail.html", {"page": page, "pager": links})
