"""How a machine form may be kept: as the page that it stands beside, and readable from any site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.queries.frame import page_etag, record_state

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_data(view: View[P]) -> View[P]:
    """Answer GET and HEAD alone, 304 before anything is read if the reader has it, and no cookie ever."""
    answered = require_safe(condition(etag_func=_etag)(view))

    @wraps(view)
    def data(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404  # No text of a record holds it, and PostgreSQL cannot be asked for it.
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code < 500:
            patch_cache_control(response, public=True, max_age=60)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return data


def _etag(request: HttpRequest, *_: Any, **__: Any) -> str:
    return page_etag(record_state(), request.get_full_path(), timezone.now().date())
