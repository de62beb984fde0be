"""The page of one speaker."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.speakers.page import speaker_page
from claims.web.caching import public_page


@public_page
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = speaker_page(slug)
    if page is None:
        raise Http404
    return render(request, "pages/speaker_detail.html", {"page": page})
