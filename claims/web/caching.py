"""How public pages may be cached: by everyone for ten seconds, and afterwards confirmed by their ETag."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.queries.lists.former_keys import keys_named, leading_on
from claims.queries.site.frame import RecordState, page_etag, record_state
from claims.queries.site.response_cache import SHARED_CACHES, cached_response

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_page(view: View[P]) -> View[P]:
    """Answer only GET and HEAD, with 304 if the reader has the page, and without cookies.

    An address with a former key redirects to the key of today.

    The state of the record is left on the request, so that the frame of the page does not ask for it again.
    """
    answered = require_safe(condition(etag_func=_etag)(cached_response(leading_on(view))))

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404  # No record has it, and PostgreSQL refuses it in a query.
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code < 500:
            patch_cache_control(response, public=True, **SHARED_CACHES)
        return response

    return page


def record_state_of(request: HttpRequest) -> RecordState:
    """The state of the record from a request for a public page, or read anew if it is not there."""
    state = getattr(request, "record_state", None)
    return state if isinstance(state, RecordState) else record_state()


def _etag(request: HttpRequest, *_: Any, **__: Any) -> str:
    state = record_state(keys_named(request.GET))
    request.record_state = state  # type: ignore[attr-defined]
    shown = (settings.SITE_URL, settings.DATA_LICENCE)
    etag = page_etag(state, request.get_full_path(), timezone.now().date(), settings=shown)
    request.response_key = (state.seal, etag)  # type: ignore[attr-defined]
    return etag
