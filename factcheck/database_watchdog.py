"""Ends waiting for a database server that hangs.

Connections notice a server that is gone. One that is frozen, or waits for its disk, does not answer, and does
not apply its statement timeout either: threads would wait forever, and soon none would be left to answer even
``/healthz``. So each process has a thread that, when requests take long, tries a new connection, and if that
fails cuts the connections of the waiting requests.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from django.db import connections

# With the two seconds for a failed connection, less than the three that a page may take.
SUSPICIOUS_SECONDS: Final = 0.3
LOOK_EVERY_SECONDS: Final = 0.1
# After the server answered, slow pages are not checked again for this time.
TRUST_SECONDS: Final = 2.0


class Watchdog:
    """Watches the requests of a process; ``answers`` tries the server, ``lost`` is called if it fails."""

    def __init__(self, *, answers: Callable[[], bool], lost: Callable[[], None]) -> None:
        self._answers = answers
        self._lost = lost
        self._waiting: dict[int, tuple[float, Any]] = {}
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the current thread inside this context."""
        wrapper = connections["default"]
        if wrapper.vendor != "postgresql":
            yield
            return
        self._start()
        me = threading.get_ident()
        self._waiting[me] = (time.monotonic(), wrapper)
        try:
            yield
        finally:
            self._waiting.pop(me, None)

    def _start(self) -> None:
        # Started by the first request, because threads do not survive the fork of a worker.
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="database-watchdog", daemon=True)
                self._thread.start()

    def _look(self) -> None:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            if not self._overdue():
                continue
            if self._answers():
                time.sleep(TRUST_SECONDS)
                continue
            overdue = self._overdue()
            if overdue:
                self._lost()
            for wrapper in overdue:
                cut(wrapper)

    def _overdue(self) -> list[Any]:
        before = time.monotonic() - SUSPICIOUS_SECONDS
        return [wrapper for since, wrapper in list(self._waiting.values()) if since < before]


def cut(wrapper: Any) -> None:
    """Close a connection from another thread than the one that waits for it."""
    inner = wrapper.connection
    # It may be returned to the pool or closed at the same moment.
    with suppress(Exception), socket.socket(fileno=os.dup(inner.pgconn.socket)) as wire:
        wire.shutdown(socket.SHUT_RDWR)
