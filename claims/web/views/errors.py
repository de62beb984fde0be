"""Error pages in the layout of the site, with a search field."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.text import capfirst

from claims.database.condition import Condition
from claims.domain.errors import InvalidDate, InvalidQuery, shown
from claims.queries.history.as_of import record_begun
from claims.queries.history.versions import day_words
from claims.queries.page_values import Link
from claims.queries.paging import StaleCursor
from claims.web.frame import bare_frame
from claims.web.parameters import mended_path

logger = logging.getLogger("claims.web")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """The text of an error page: what is wrong, why, what to do (``mend``), and links to continue."""

    title: str
    explanation: str
    mend: str = ""
    links: tuple[Link, ...] = ()


NOT_FOUND = ErrorPage(
    "There is no page at this address",
    "The address may be mistyped, or it names something that is not on our public record.",
    "Search for the words, or go on from the list of claims.",
)
NOT_READ = ErrorPage(
    "This request cannot be read",
    "The address or the form holds something that this site does not know.",
    "Check the address, or go on from the list of claims.",
)
NOT_ALLOWED = ErrorPage(
    "This is not open to you",
    "The page needs a sign-in, or the form came without its safeguard.",
    "Open the page anew and send the form again.",
)
FAILED = ErrorPage(
    "Something failed on our side",
    "The page could not be made. Nothing that you did is wrong, and nothing on the record changed.",
    "Try again in a minute. If it stays so, tell us the number of the request.",
)


def error_page(
    request: HttpRequest, status: int, title: str, why: str, mend: str = "", links: Sequence[Link] = ()
) -> HttpResponse:
    """An error page of a view, with an explanation of its own."""
    return _page(request, status, ErrorPage(title, why, mend, tuple(links)))


def bad_date(request: HttpRequest, error: InvalidDate, today: str) -> HttpResponse:
    """The page for a day that cannot be read. ``today`` is the text of the link to the page without it."""
    return error_page(
        request,
        400,
        "This day cannot be read",
        f"“{shown(error.value)}”: {error.message}.",
        f"{capfirst(error.mend)}.",
        [Link(today, request.path)],
    )


def not_then(request: HttpRequest, title: str, why: str, *, at: datetime, today: Link) -> HttpResponse:
    """The page for something that was not on record at an instant, with a link to the page of today.

    The status is 404, or 200 for a day before the record began, because that answer is complete.
    """
    begun = record_begun()
    if begun is None or at >= begun:
        return error_page(request, 404, title, why, links=[today])
    why = f"Our record begins on {day_words(begun)}: before that it held nothing."
    return error_page(request, 200, title, why, links=[today])


def _page(request: HttpRequest, status: int, error: ErrorPage) -> HttpResponse:
    return render(request, "layouts/error.html", {"error": error}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400, NOT_READ)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, NOT_ALLOWED)


def form_not_safe(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Called by Django for a form without a valid CSRF token."""
    return _page(request, 403, NOT_ALLOWED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The body is the same for every address, so that it does not reveal drafts.

    An address with punctuation from a text or mail around it redirects to the address without it.
    """
    if request.method in {"GET", "HEAD"} and (path := mended_path(request.path)):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    return _page(request, 404, NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """The page of last resort. It uses neither the database nor the context processors."""
    request_id = getattr(request, "request_id", "") or uuid4().hex
    logger.error("Request %s failed: %s", request_id, request.path)
    page = get_template("layouts/error.html").render({"error": FAILED, "frame": bare_frame(request_id)})
    return HttpResponse(page, status=500)


P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def errors_as_pages(view: View[P]) -> View[P]:
    """Decorate a view to answer an invalid parameter with 400 and an outdated cursor with 404."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        first = [Link("First page", request.path)]
        try:
            return view(request, *args, **kwargs)
        except InvalidQuery as error:
            mend = f"{capfirst(error.mend)}." if error.mend else ""
            return error_page(request, 400, error.message, mend, links=first)
        except StaleCursor as error:
            return error_page(request, 404, "This page of the list is gone", error.message, links=first)

    return page


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
