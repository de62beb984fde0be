"""Responses in the memory of the process, until the record changes.

A response is stored under the seal of the record and its own strong ETag (``frame.page_etag``), which cover
all that it depends on: the program, the record, the address, the day and the settings that it shows. So a
stored response equals a new one byte for byte, and none outlives a change of the record.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Final

SHARED_CACHES: Final = {"max_age": 10, "stale_while_revalidate": 60, "stale_if_error": 600}
"""How long browsers and proxies keep a public answer, in seconds: a change is seen within ten.

Asked once more within the next minute they may answer with it while they fetch the new one, and for ten
minutes where the site does not answer.
"""
LARGEST_SHARE: Final = 4
"""A response larger than this part of the room (one fourth) is not stored."""

StoredResponse = tuple[bytes, Mapping[str, str]]
"""The content and headers of a response."""


class ResponseCache:
    """At most ``room`` bytes of responses. The least recently used are removed first."""

    def __init__(self) -> None:
        self._responses: OrderedDict[str, StoredResponse] = OrderedDict()
        self._size = 0
        self._seal = ""
        self._lock = Lock()

    def find(self, seal: str, etag: str) -> StoredResponse | None:
        """The response, or None."""
        with self._lock:
            found = self._responses.get(etag) if seal == self._seal else None
            if found is not None:
                self._responses.move_to_end(etag)
            return found

    def keep(self, seal: str, etag: str, content: bytes, headers: Mapping[str, str], *, room: int) -> None:
        """Store a response, unless it is too large."""
        if len(content) * LARGEST_SHARE > room:
            return
        with self._lock:
            if seal != self._seal:
                self._responses.clear()
                self._seal, self._size = seal, 0
            if etag not in self._responses:
                self._responses[etag] = (content, dict(headers))
                self._size += len(content)
            while self._size > room:
                _, (oldest, _) = self._responses.popitem(last=False)
                self._size -= len(oldest)


RESPONSES: Final = ResponseCache()
"""The cache of this process, for pages and machine forms."""
