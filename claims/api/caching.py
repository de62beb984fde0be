"""How machine forms may be cached, as pages are, and read from any site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import quote

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.queries.lists.former_keys import keys_named, leading_on
from claims.queries.site.frame import page_etag, record_state
from claims.queries.site.response_cache import SHARED_CACHES

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_data(view: View[P]) -> View[P]:
    """Answer only GET and HEAD, with 304 if the reader has the data, and without cookies.

    An address with a former key redirects to the key of today.
    """
    answered = require_safe(condition(etag_func=_etag)(leading_on(view)))

    @wraps(view)
    def data(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404  # No record has it, and PostgreSQL refuses it in a query.
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code == 404 and (address := _in_lower_case(request)):
            response = HttpResponsePermanentRedirect(address)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()  # HEAD has no body, so none is made.
        if response.status_code < 500:
            patch_cache_control(response, public=True, **SHARED_CACHES)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return data


def _in_lower_case(request: HttpRequest) -> str:
    """The address in lower case, as all addresses here are; empty if it is already."""
    lower = request.path.lower()
    if lower == request.path:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return f"{quote(lower, safe='/,')}?{query}" if query else quote(lower, safe="/,")


def _etag(request: HttpRequest, *_: Any, **__: Any) -> str:
    state = request.record_state = record_state(keys_named(request.GET))  # type: ignore[attr-defined]
    shown = (settings.SITE_URL,)
    etag = page_etag(state, request.get_full_path(), timezone.now().date(), settings=shown)
    request.response_key = (state.seal, etag)  # type: ignore[attr-defined]
    return etag
