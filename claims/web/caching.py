"""How a public page may be kept: by everyone, for a minute, and then asked about by its ETag."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.queries.frame import page_etag, record_state

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_page(view: View[P]) -> View[P]:
    """Answer GET and HEAD alone, 304 before the page is built if the reader has it, and no cookie ever.

    The state of the record is left on the request, so that the frame of the page does not ask for it again.
    """
    answered = require_safe(condition(etag_func=_etag)(view))

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code < 500:
            patch_cache_control(response, public=True, max_age=60)
        return response

    return page


def _etag(request: HttpRequest, *_: Any, **__: Any) -> str:
    state = record_state()
    request.record_state = state  # type: ignore[attr-defined]
    shown = (settings.SITE_URL, settings.DATA_LICENCE)
    return page_etag(state, request.get_full_path(), timezone.now().date(), settings=shown)
