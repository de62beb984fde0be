"""Finished pages, kept in the memory of the process for as long as the record stands as it stood.

A page is kept under the seal of the record and its own strong ETag, which cover all that it depends on: the
program, the record, the address, the day and the settings that pages print. So a kept page is, byte for byte,
the one that would be built, and no page outlives a change of the record.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from django.http import HttpResponse, HttpResponseBase

LARGEST_SHARE: Final = 8
"""A page larger than this part of all the room is not kept."""


class KeptPages:
    """At most ``room`` bytes of pages, those that were asked for latest; none where there is no room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._size = 0
        self._seal = ""
        self._lock = Lock()

    def find(self, seal: str, etag: str) -> HttpResponse | None:
        """The page, or None."""
        with self._lock:
            found = self._pages.get(etag) if seal == self._seal else None
            if found is None:
                return None
            self._pages.move_to_end(etag)
        return HttpResponse(found[0], headers=found[1])

    def keep(self, seal: str, etag: str, response: HttpResponseBase, *, room: int) -> None:
        """Keep a page that was found; anything else (an error, a redirection, a stream) is left alone."""
        if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
            return
        if not getattr(response, "is_rendered", True) or len(response.content) * LARGEST_SHARE > room:
            return
        with self._lock:
            if seal != self._seal:
                self._pages.clear()
                self._seal, self._size = seal, 0
            if etag not in self._pages:
                self._pages[etag] = (response.content, dict(response.items()))
                self._size += len(response.content)
            while self._size > room:
                _, (content, _) = self._pages.popitem(last=False)
                self._size -= len(content)
