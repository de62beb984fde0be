"""The page of a claim as it stands today, or as our record held it at the end of a past day."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from claims.domain.dates import end_of_day
from claims.domain.errors import InvalidDate
from claims.domain.identity import is_key
from claims.domain.record import ClaimRecord
from claims.queries.claim_page import ClaimPage, Site, claim_page
from claims.queries.history import withdrawn_claim_of
from claims.queries.records import public_record
from claims.web.caching import public_page
from claims.web.frame import SITE_NAME
from claims.web.views.claim_withdrawn import claim_withdrawn
from claims.web.views.errors import ErrorPage, Link, error_page
from claims.web.views.structured_data import script_text


@public_page
def claim_detail(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    if not is_key(key):
        raise Http404
    if unknown := sorted(set(request.GET) - {"as_of"}):
        return _unknown_parameter(request, unknown[0])
    try:
        at = end_of_day(request.GET["as_of"]) if request.GET.get("as_of") else None
    except InvalidDate as error:
        return _bad_date(request, error)
    page = claim_page(key, site=site(), at=at)
    if page is None:
        return _no_page(request, key, at)
    if request.path != page.path:
        return HttpResponsePermanentRedirect(_with_query(page.path, request))
    return shown(request, page, as_of=request.GET.get("as_of", ""))


def shown(request: HttpRequest, page: ClaimPage, *, as_of: str = "") -> HttpResponse:
    """The one template of a claim, for a page of today and for a frozen one."""
    review = script_text(page.review) if page.review else ""
    return render(request, "claims/pages/claim_detail.html", {"page": page, "review": review, "as_of": as_of})


def site() -> Site:
    return Site(SITE_NAME, settings.SITE_URL)


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _no_page(request: HttpRequest, key: str, at: datetime | None) -> HttpResponse:
    """A withdrawn claim has a tombstone, one that came later says so; a draft is as what never existed."""
    if withdrawn := withdrawn_claim_of(key):
        return claim_withdrawn(request, withdrawn)
    today = public_record("claim", key) if at else None
    if today is None or not isinstance(today.record, ClaimRecord):
        raise Http404
    return error_page(
        request,
        404,
        ErrorPage(
            "Our record did not hold this claim on that day",
            f"Nothing of it was published by the end of {request.GET['as_of']}.",
            links=(Link(f"/claims/{key}/", "The claim as it stands today"),),
        ),
    )


def _bad_date(request: HttpRequest, error: InvalidDate) -> HttpResponse:
    return error_page(
        request,
        400,
        ErrorPage(
            "This day cannot be read",
            f"“{request.GET['as_of'][:80]}”: {error.message}.",
            "Write the day as 2026-11-22.",
            links=(Link(request.path, "The claim as it stands today"),),
        ),
    )


def _unknown_parameter(request: HttpRequest, name: str) -> HttpResponse:
    return error_page(
        request,
        400,
        ErrorPage(
            "This page has no such filter",
            f"“{name[:80]}” is not known here. The page of a claim knows as_of alone.",
            links=(Link(request.path, "The claim as it stands today"),),
        ),
    )
