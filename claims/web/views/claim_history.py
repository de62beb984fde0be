"""The history of a claim, and the pages of its versions, which never change."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from claims.domain.record.identity import is_key
from claims.queries.claim.page import claim_page
from claims.queries.history.claim_history import claim_history as history_of
from claims.queries.history.claim_history import is_erased
from claims.queries.history.withdrawals import withdrawal_at, withdrawn_claim_of
from claims.web.caching import public_page
from claims.web.views.claim_detail import shown, site
from claims.web.views.claim_withdrawn import claim_withdrawn, version_erased, was_withdrawn

MOST_DIGITS = 6


@public_page
def claim_version(request: HttpRequest, key: str, slug: str, number: str) -> HttpResponse:
    """The page of a version. An address with another slug redirects."""
    if not is_key(key) or not number.isascii() or not number.isdigit() or len(number) > MOST_DIGITS:
        raise Http404
    version = int(number)
    page = claim_page(key, site=site(), version=version)
    if page is None:
        if is_erased(key, version):
            return version_erased(request, key, version)
        if withdrawn := withdrawn_claim_of(key):
            return claim_withdrawn(request, withdrawn)
        if withdrawal := withdrawal_at(key, version):
            return was_withdrawn(request, withdrawal, f"Version {version} is the withdrawal of this claim")
        raise Http404
    path = f"{page.path}v/{version}/"
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    return shown(request, page)


@public_page
def claim_history(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """The versions of a claim with their changes and reasons. Withdrawn claims have this page too."""
    page = history_of(key) if is_key(key) else None
    if page is None:
        raise Http404
    if request.path != page.history_path:
        return HttpResponsePermanentRedirect(page.history_path)
    return render(request, "pages/claim_history.html", {"page": page})
