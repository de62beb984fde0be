"""Responses in the memory of the process, until the record changes.

A response is stored under the seal of the record and its own strong ETag (``frame.page_etag``), which cover
all that it depends on: the program, the record, the address, the day and the settings that it shows. So a
stored response equals a new one byte for byte, and none outlives a change of the record.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps
from threading import Lock
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

SHARED_CACHES: Final = {"max_age": 10, "stale_while_revalidate": 60, "stale_if_error": 600}
"""How long browsers and proxies keep a public answer, in seconds: a change is seen within ten.

Asked once more within the next minute they may answer with it while they fetch the new one, and for ten
minutes where the site does not answer.
"""
LARGEST_SHARE: Final = 4
"""A response larger than this part of the room (one fourth) is not stored."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class ResponseCache:
    """At most ``room`` bytes of responses. The least recently used are removed first."""

    def __init__(self) -> None:
        self._stored: OrderedDict[str, tuple[bytes, Mapping[str, str]]] = OrderedDict()
        self._size = 0
        self._seal = ""
        self._lock = Lock()

    def find(self, seal: str, etag: str) -> HttpResponse | None:
        """A copy of the response with its headers, or None."""
        with self._lock:
            found = self._stored.get(etag) if seal == self._seal else None
            if found is None:
                return None
            self._stored.move_to_end(etag)
        content, headers = found
        return HttpResponse(content, headers=dict(headers))

    def keep(self, seal: str, etag: str, response: HttpResponseBase, *, room: int) -> None:
        """Store a whole response with status 200, unless it is too large or sets a cookie."""
        if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
            return
        content = response.content
        if len(content) * LARGEST_SHARE > room:
            return
        with self._lock:
            if seal != self._seal:
                self._stored.clear()
                self._seal, self._size = seal, 0
            if etag not in self._stored:
                self._stored[etag] = (content, dict(response.items()))
                self._size += len(content)
            while self._size > room:
                _, (oldest, _) = self._stored.popitem(last=False)
                self._size -= len(oldest)


RESPONSES: Final = ResponseCache()
"""The cache of this process, for pages and machine forms."""


def cached_response(view: View[P]) -> View[P]:
    """Answer from the cache if it has the response, and store the response otherwise.

    ``request.response_key`` is the seal of the record and the ETag of the response.
    """

    @wraps(view)
    def cached(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        room: int = settings.KEPT_PAGES_BYTES
        if not room:
            return view(request, *args, **kwargs)
        seal, etag = request.response_key  # type: ignore[attr-defined]
        if found := RESPONSES.find(seal, etag):
            return found
        response = view(request, *args, **kwargs)
        RESPONSES.keep(seal, etag, response, room=room)
        return response

    return cached
