"""The list of what waits for review, and the list of what was returned to a person."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from claims.admin.context import desk_context
from claims.domain.history.permissions import may
from claims.domain.history.workflow import Action
from claims.queries.desk.returned_list import returned_list
from claims.queries.desk.waiting_list import waiting_list
from claims.queries.people import actor_of


def review_page(request: HttpRequest) -> HttpResponse:
    """One page of what waits, the oldest first. Rows lead people who may not publish to the records."""
    if not request.user.has_perm("claims.view_claim"):
        raise PermissionDenied
    number = request.GET.get("page", "1")
    assigned_to = request.user.get_username() if request.GET.get("assigned") == "me" else ""
    context = {
        **desk_context(request),
        "title": "Waiting for review",
        "found": waiting_list(
            now=timezone.now(),
            number=int(number) if number.isdecimal() and len(number) < 6 else 1,
            assigned_to=assigned_to,
        ),
        "is_mine": bool(assigned_to),
        "may_review": may(actor_of(request.user), Action.PUBLISH),
    }
    return TemplateResponse(request, "admin/claims/review.html", context)


def returned_page(request: HttpRequest) -> HttpResponse:
    """What was returned to this person, with the comments. Rows lead to where the author goes on."""
    if not request.user.has_perm("claims.view_claim"):
        raise PermissionDenied
    context = {
        **desk_context(request),
        "title": "Returned to you",
        "rows": returned_list(request.user.get_username(), now=timezone.now()),
    }
    return TemplateResponse(request, "admin/claims/returned_list.html", context)
