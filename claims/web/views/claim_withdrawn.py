"""The tombstone of a withdrawn claim: HTTP 410, with the day, the reason and who decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.queries.history.withdrawals import WithdrawnClaim, what_was_withdrawn
from claims.queries.page_values import Link
from claims.web.views.errors import ErrorPage, error_page

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
