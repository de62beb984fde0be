"""Responses for programs. They are cached like pages, and any site may read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, StreamingHttpResponse

from claims.api.responses import json_error
from claims.domain.errors import InvalidValue
from claims.queries.lists.public_answers import public_answer
from claims.queries.paging import StaleCursor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_data(view: View[P]) -> View[P]:
    """Decorate a view whose data anybody may cache. Addresses in upper case redirect.

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
