"""Caching of public pages and data: ten seconds for everyone, then confirmed by an ETag."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.queries.lists.former_keys import keys_named, leading_on
from claims.queries.site.frame import page_etag, record_state

SHARED_CACHES: Final = {"max_age": 10, "stale_while_revalidate": 60, "stale_if_error": 600}
"""The times of Cache-Control, in seconds: browsers and proxies keep a public answer for ten.

For another minute they may answer with it while they fetch the new one, and for ten minutes if the site does
not answer.
"""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public_answer(view: View[P], *shown: str) -> View[P]:
    """Answer only GET and HEAD, with 304 if the reader has the answer, and without cookies.

    An address with a former key redirects to the key of today. ``shown`` are the names of the settings that
    the answer shows. The state of the record is stored on the request, so that it is read once.
    """

    def etag_of(request: HttpRequest, *_: Any, **__: Any) -> str:
        state = request.record_state = record_state(keys_named(request.GET))  # type: ignore[attr-defined]
        values = tuple(getattr(settings, name) for name in shown)
        return page_etag(state, request.get_full_path(), timezone.now().date(), settings=values)

    answered = require_safe(condition(etag_func=etag_of)(leading_on(view)))

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404  # No record contains it, and PostgreSQL refuses it in a query.
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code < 500:
            patch_cache_control(response, public=True, **SHARED_CACHES)
        return response

    return answer
