"""Finished answers, kept in the memory of the process for as long as the record stands as it stood.

An answer is kept under the seal of the record and its own strong ETag (``frame.page_etag``), which cover all
that it depends on: the program, the record, the address, the day and the settings that it prints. So a kept
answer is, byte for byte, the one that would be made, and none outlives a change of the record.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Final

LARGEST_SHARE: Final = 4
"""An answer larger than this part of all the room is not kept."""

Answer = tuple[bytes, Mapping[str, str]]
"""Its content and its headers."""


class KeptAnswers:
    """At most ``room`` bytes of answers, those that were asked for latest; none where there is no room."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._size = 0
        self._seal = ""
        self._lock = Lock()

    def find(self, seal: str, etag: str) -> Answer | None:
        """The answer, or None."""
        with self._lock:
            found = self._answers.get(etag) if seal == self._seal else None
            if found is not None:
                self._answers.move_to_end(etag)
            return found

    def keep(self, seal: str, etag: str, content: bytes, headers: Mapping[str, str], *, room: int) -> None:
        """Keep an answer, unless it is too large."""
        if len(content) * LARGEST_SHARE > room:
            return
        with self._lock:
            if seal != self._seal:
                self._answers.clear()
                self._seal, self._size = seal, 0
            if etag not in self._answers:
                self._answers[etag] = (content, dict(headers))
                self._size += len(content)
            while self._size > room:
                _, (oldest, _) = self._answers.popitem(last=False)
                self._size -= len(oldest)


ANSWERS: Final = KeptAnswers()
"""Those of this process: pages and machine forms share the room."""
