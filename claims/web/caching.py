"""How a public page may be kept: by everyone, for ten seconds, and then asked about by its ETag."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from claims.queries.lists.former_keys import keys_named, leading_on
from claims.queries.site.frame import RecordState, page_etag, record_state
from claims.queries.site.response_cache import RESPONSES, SHARED_CACHES, ResponseCache


class KeptPages:
    """Pages among the ``answers`` that are kept."""

    def __init__(self, answers: ResponseCache | None = None) -> None:
        self._answers = ResponseCache() if answers is None else answers

    def find(self, seal: str, etag: str) -> HttpResponse | None:
        """The page, or None."""
        found = self._answers.find(seal, etag)
        return HttpResponse(found[0], headers=dict(found[1])) if found else None

    def keep(self, seal: str, etag: str, response: HttpResponseBase, *, room: int) -> None:
        """Keep a page that was found; anything else (an error, a redirection, a stream) is left alone."""
        if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
            return
        if getattr(response, "is_rendered", True):
            self._answers.keep(seal, etag, response.content, dict(response.items()), room=room)


P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
KEPT: Final = KeptPages(RESPONSES)


def public_page(view: View[P]) -> View[P]:
    """Answer GET and HEAD alone, 304 before the page is built if the reader has it, and no cookie ever.

    An address that names a former key leads to that of today.


    The state of the record is left on the request, so that the frame of the page does not ask for it again.
    """
    answered = require_safe(condition(etag_func=_etag)(_kept(leading_on(view))))

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if "\0" in request.path:
            raise Http404  # No text of a record holds it, and PostgreSQL cannot be asked for it.
        response: HttpResponseBase = answered(request, *args, **kwargs)
        if response.status_code < 500:
            patch_cache_control(response, public=True, **SHARED_CACHES)
        return response

    return page


def record_state_of(request: HttpRequest) -> RecordState:
    """The state of the record that is on a request for a public page; asked for anew where it is not."""
    state = getattr(request, "record_state", None)
    return state if isinstance(state, RecordState) else record_state()


def _kept(view: View[P]) -> View[P]:
    """The view, asked only for pages that are not kept from an earlier request."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        room: int = settings.KEPT_PAGES_BYTES
        if not room:
            return view(request, *args, **kwargs)
        seal, etag = request.page_key  # type: ignore[attr-defined]
        response: HttpResponseBase | None = KEPT.find(seal, etag)
        if response is None:
            response = view(request, *args, **kwargs)
            KEPT.keep(seal, etag, response, room=room)
        return response

    return page


def _etag(request: HttpRequest, *_: Any, **__: Any) -> str:
    state = record_state(keys_named(request.GET))
    request.record_state = state  # type: ignore[attr-defined]
    shown = (settings.SITE_URL, settings.DATA_LICENCE)
    etag = page_etag(state, request.get_full_path(), timezone.now().date(), settings=shown)
    request.page_key = (state.seal, etag)  # type: ignore[attr-defined]
    return etag
