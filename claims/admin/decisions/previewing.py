"""The preview of a claim, for people at the desk."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.admin.decisions.conflicts import address_of
from claims.domain.history.workflow import State
from claims.models import Claim
from claims.queries.claim.page import Site
from claims.queries.desk.preview import claim_preview

NAME = "The Fact-Check Database"
SENTENCES: Final = {
    State.PUBLISHED.value: "This is public as it stands.",
    State.WITHDRAWN.value: "This was withdrawn: at its address the public sees why.",
}


def preview_page(request: HttpRequest, row: Claim) -> HttpResponse:
    """The public page of a claim as editors work on it. It is neither cached nor indexed."""
    page = claim_preview(row.pk, site=Site(NAME, settings.SITE_URL))
    if page is None:
        raise Http404("Somebody deleted this claim meanwhile.")
    sentence = SENTENCES.get(row.state, "This is a draft: nobody else sees it.")
    if row.has_change:
        sentence = "This is a working copy: the public still sees the version before it."
    context = {
        "page": page,
        "review": "",
        "looking_back": None,
        "back_url": address_of("change", row),
        "preview_sentence": sentence,
    }
    response = render(request, "pages/claim_preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
