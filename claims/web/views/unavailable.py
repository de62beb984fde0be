"""The response while the database does not work, for readers and programs. It needs no database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template

from claims.database.condition import Condition
from claims.web.frame import bare_frame
from claims.web.views.errors import ErrorPage

UNREADABLE = ErrorPage(
    "The record cannot be read at the moment",
    "The database does not answer. Nothing that you did is wrong, and nothing that was saved is lost.",
    "Try again in a few seconds.",
)
PAGES = {
    Condition.READ_ONLY: ErrorPage(
        "Nothing can be saved at the moment",
        "The database takes no changes now. Nothing was saved, and what is on record can be read.",
        "Keep this page, go back to what you typed, and send it again later.",
    ),
    Condition.FULL: ErrorPage(
        "Nothing can be saved at the moment",
        "The disk of the database is full. Nothing was saved, and what is on record can be read.",
        "Tell whoever runs the site. Then go back to what you typed, and send it again.",
    ),
}
MACHINE_FORMS = (".json", ".csv", ".atom", ".md")


def unavailable(request: HttpRequest, condition: Condition, *, retry_after: int) -> HttpResponse:
    """Status 503 with Retry-After in seconds, as JSON for programs."""
    response: HttpResponse
    error = PAGES.get(condition, UNREADABLE)
    if request.path_info.startswith("/api/") or request.path_info.endswith(MACHINE_FORMS):
        response = JsonResponse({"error": error.explanation, "mend": error.mend}, status=503)
    else:
        frame = bare_frame(getattr(request, "request_id", ""))
        page = get_template("layouts/error.html").render({"error": error, "frame": frame})
        response = HttpResponse(page, status=503)
    response["Retry-After"] = str(retry_after)
    response["Cache-Control"] = "no-store"
    return response
