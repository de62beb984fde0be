"""The list of records that wait for review, and the list of those returned to a person."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claims.admin.context import check_permissions, desk_page, whole_number
from claims.domain.history.permissions import may
from claims.domain.history.workflow import Action
from claims.queries.desk.returned_list import returned_list
from claims.queries.desk.waiting_list import waiting_list
from claims.queries.people import actor_of


def review_page(request: HttpRequest) -> HttpResponse:
    """The list of what waits for review, the oldest first.

    For people who may not publish, rows link to the records.
    """
    check_permissions(request, "view_claim")
    assigned_to = request.user.get_username() if request.GET.get("assigned") == "me" else ""
    return desk_page(
        request,
        "admin/claims/review.html",
        "Waiting for review",
        found=waiting_list(
            now=timezone.now(),
            number=whole_number(request.GET.get("page", ""), 1),
            assigned_to=assigned_to,
        ),
        is_mine=bool(assigned_to),
        may_review=may(actor_of(request.user), Action.PUBLISH),
    )


def returned_page(request: HttpRequest) -> HttpResponse:
    """The records that were returned to this person, with the comments and links to continue."""
    check_permissions(request, "view_claim")
    return desk_page(
        request,
        "admin/claims/returned_list.html",
        "Returned to you",
        rows=returned_list(request.user.get_username(), now=timezone.now()),
    )
