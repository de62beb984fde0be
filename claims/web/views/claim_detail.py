"""The page of a claim, its history and its earlier versions, and the page in place of a withdrawn claim."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from claims.domain.errors import InvalidDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.identity import is_key
from claims.queries.claim.page import ClaimPage, Site, claim_page
from claims.queries.history.as_of import AsOf, looking_back, read_days
from claims.queries.history.claim_history import claim_history as history_of
from claims.queries.history.claim_history import is_erased
from claims.queries.history.versions import said_by, version_at
from claims.queries.history.withdrawals import (
    WithdrawnClaim,
    what_was_withdrawn,
    withdrawal_at,
    withdrawn_claim_of,
)
from claims.queries.page_values import Link
from claims.queries.records import public_record
from claims.web.frame import SITE_NAME, public_page, record_state_of
from claims.web.views.errors import ErrorPage, bad_date, error_page, not_then

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_text(document: Mapping[str, object]) -> SafeString:
    """The document as the content of a ``<script>`` element, escaped so that it cannot end it."""
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(ESCAPES))


@public_page
def claim_detail(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    if not is_key(key):
        raise Http404
    as_of, known_by = request.GET.get("as_of", ""), request.GET.get("known_by", "")
    try:
        at, day = read_days(as_of, known_by)
    except InvalidDate as error:
        return bad_date(request, error, OF_TODAY)
    page = claim_page(key, site=site(), at=at, known_by=day)
    if page is None:
        return _no_page(request, key, at)
    if request.path != page.path:
        return HttpResponsePermanentRedirect(_with_query(page.path, request))
    if day is not None and not said_by([key], day, at=at):
        return _not_yet_said(request, page)
    banner = looking_back(
        as_of,
        known_by,
        page.path,
        today=timezone.now().date(),
        updated=record_state_of(request).updated,
        notes=(page.held_note,),
    )
    return shown(request, page, looking_back=banner)


def shown(request: HttpRequest, page: ClaimPage, *, looking_back: AsOf | None = None) -> HttpResponse:
    """Render the template of a claim, for today, a past day or a frozen version."""
    review = script_text(page.review) if page.review else ""
    context = {"page": page, "review": review, "looking_back": looking_back}
    return render(request, "pages/claim_detail.html", context)


def site() -> Site:
    return Site(SITE_NAME, settings.SITE_URL)


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def _no_page(request: HttpRequest, key: str, at: datetime | None) -> HttpResponse:
    """The page for a withdrawn, erased or later claim. A draft gets 404, like an unknown claim."""
    if withdrawn := withdrawn_claim_of(key):
        return claim_withdrawn(request, withdrawn)
    today = public_record("claim", key) if at else None
    version = version_at(key, at) if at and today else None
    if version is not None and is_erased(key, version):
        return version_erased(request, key, version)
    if version is not None and (withdrawal := withdrawal_at(key, version)):
        return was_withdrawn(request, withdrawal, "This claim was withdrawn on that day")
    if at is None or today is None or not isinstance(today.record, ClaimRecord):
        raise Http404
    return not_then(
        request,
        "Our record did not hold this claim on that day",
        f"Nothing of it was published by the end of {request.GET['as_of']}.",
        at=at,
        today=Link(OF_TODAY, f"/claims/{key}/"),
    )


def _not_yet_said(request: HttpRequest, page: ClaimPage) -> HttpResponse:
    return error_page(
        request,
        404,
        "Our record does not show that this had been said by then",
        f"It has it as said {page.said_words}, which is not certainly by {request.GET['known_by']}.",
        links=[Link(OF_TODAY, page.path)],
    )


OF_TODAY = "The claim as it stands today"


def claim_withdrawn(request: HttpRequest, withdrawn: WithdrawnClaim) -> HttpResponse:
    """The page in place of a withdrawn claim."""
    what = what_was_withdrawn(withdrawn.key)
    title = f"Withdrawn: a claim recorded as by {what}" if what else "This claim was withdrawn"
    error = ErrorPage(title, withdrawn.sentence)
    return render(request, "pages/claim_withdrawn.html", {"error": error, "withdrawn": withdrawn}, status=410)


def was_withdrawn(request: HttpRequest, withdrawal: WithdrawnClaim, title: str) -> HttpResponse:
    """The page of a version or past day on which a claim was withdrawn that is public again."""
    return error_page(
        request,
        410,
        title,
        f"{withdrawal.sentence} It was published again later.",
        withdrawal.note,
        [
            Link(OF_TODAY, f"/claims/{withdrawal.key}/"),
            Link("The history of the claim", withdrawal.history_url),
        ],
    )


def version_erased(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The page of a version whose content was erased by law."""
    return error_page(
        request,
        410,
        f"The content of version {number} was erased by law",
        "That there was such a version, when, and under which note, stays in the history.",
        links=[Link("The claim", f"/claims/{key}/")],
    )


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
