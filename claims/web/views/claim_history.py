"""The versions of a claim, with what changed in each and why; a withdrawn claim keeps its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from claims.domain.record.identity import is_key
from claims.queries.history.claim_history import claim_history as history_of
from claims.web.caching import public_page


@public_page
def claim_history(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    page = history_of(key) if is_key(key) else None
    if page is None:
        raise Http404
    if request.path != page.history_path:
        return HttpResponsePermanentRedirect(page.history_path)
    return render(request, "claims/pages/claim_history.html", {"page": page})
