"""The list of everything that waits for review; each row opens where it is approved or returned."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from claims.admin.context import desk_context
from claims.domain.permissions import may
from claims.domain.workflow import Action
from claims.queries.people import actor_of
from claims.queries.waiting_list import waiting_list


def review_page(request: HttpRequest) -> HttpResponse:
    """One page of the list, the oldest first. Who may not publish is led to the records alone."""
    if not request.user.has_perm("claims.view_claim"):
        raise PermissionDenied
    number = request.GET.get("page", "1")
    context = {
        **desk_context(request),
        "title": "Waiting for review",
        "found": waiting_list(
            now=timezone.now(), number=int(number) if number.isdecimal() and len(number) < 6 else 1
        ),
        "may_review": may(actor_of(request.user), Action.PUBLISH),
    }
    return TemplateResponse(request, "admin/claims/review.html", context)
