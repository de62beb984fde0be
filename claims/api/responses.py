"""JSON responses: a page of a list, or an error."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from msgspec import json

from claims.domain.errors import InvalidQuery, InvalidValue
from claims.domain.record.urls import is_appended
from claims.queries.lists.public_answers import public_answer
from claims.queries.paging import StaleCursor


def json_response(document: Mapping[str, object], status: int = 200) -> HttpResponse:
    """JSON in which letters of every script stand as they are."""
    return HttpResponse(json.encode(document), "application/json", status)


def json_list(
    results: Iterable[Mapping[str, object]],
    *,
    count: int,
    count_exact: bool = True,
    next_url: str = "",
    previous_url: str = "",
) -> HttpResponse:
    """One page of a list, in the order of the page that people see.

    ``{"count", "count_exact", "next", "previous", "results"}``. An address is null if there is no such page.
    """
    return json_response(
        {
            "count": count,
            "count_exact": count_exact,
            "next": next_url or None,
            "previous": previous_url or None,
            "results": list(results),
        }
    )


def json_error(status: int, message: str, mend: str = "", **more: object) -> HttpResponse:
    """An error for programs: ``{"error", "mend"}`` and ``more``."""
    return json_response({"error": message, "mend": mend, **more}, status)


def check_names(request: HttpRequest, known: Sequence[str]) -> None:
    """Raise InvalidQuery for an unknown parameter. Tracking parameters are ignored."""
    unknown = sorted(name for name in request.GET if name not in known and not is_appended(name))
    if unknown:
        raise InvalidQuery(f"there is no parameter “{unknown[0][:80]}”", mend=f"there are {', '.join(known)}")


P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_data(view: View[P]) -> View[P]:
    """Decorate a view of data that anybody may cache. Addresses in upper case redirect.

    An invalid parameter gets status 400 with its name, and an outdated cursor 404.
    """

    @wraps(view)
    def found(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except InvalidValue as error:
            return json_error(400, error.message, error.mend)
        except StaleCursor as error:
            return json_error(404, error.message, "begin at the first page: leave “after” out")
        if response.status_code == 404 and (address := _in_lower_case(request)):
            return HttpResponsePermanentRedirect(address)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()  # A response to HEAD has no body.
        return response

    answered = public_answer(found, "SITE_URL")

    @wraps(view)
    def data(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = answered(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return data


def _in_lower_case(request: HttpRequest) -> str:
    """The address in lower case, or empty if it already is."""
    lower = request.path.lower()
    if lower == request.path:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return f"{quote(lower, safe='/,')}?{query}" if query else quote(lower, safe="/,")
