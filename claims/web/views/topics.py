"""The page of one topic."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.positions.topic_page import topic_page
from claims.web.caching import public_page


@public_page
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = topic_page(slug)
    if page is None:
        raise Http404
    return render(request, "pages/topic_detail.html", {"page": page})
