"""The answer while the record cannot be read: made without the database, for readers and for machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template

from claims.web.frame import bare_frame
from claims.web.views.errors import ErrorPage

UNAVAILABLE = ErrorPage(
    "The record cannot be read at the moment",
    "The database does not answer. Nothing that you did is wrong, and nothing that was saved is lost.",
    "Try again in a few seconds.",
)
MACHINE_FORMS = (".json", ".csv", ".atom", ".md")


def unavailable(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """503 that asks to come again after so many seconds, as JSON where a machine asked."""
    response: HttpResponse
    if request.path_info.startswith("/api/") or request.path_info.endswith(MACHINE_FORMS):
        response = JsonResponse({"error": UNAVAILABLE.explanation, "mend": UNAVAILABLE.mend}, status=503)
    else:
        frame = bare_frame(getattr(request, "request_id", ""))
        page = get_template("claims/layouts/error.html").render({"error": UNAVAILABLE, "frame": frame})
        response = HttpResponse(page, status=503)
    response["Retry-After"] = str(retry_after)
    response["Cache-Control"] = "no-store"
    return response
