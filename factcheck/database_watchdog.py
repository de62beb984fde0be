"""Ends waiting for a database server that is there and stands still.

A server that is gone is noticed by its connections. One that was frozen, or that hangs on its disk, answers
nothing, and a limit on statements is the server's own to keep: threads would wait without end, and soon none
would be left to answer even ``/healthz``. So each process has one thread that looks at requests which take
long, asks the server for a connection of its own, and where none comes cuts those of the requests that wait.
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

# With the two seconds in which no connection comes, less than the three that a page may take.
SUSPICIOUS_SECONDS: Final = 0.3
LOOK_EVERY_SECONDS: Final = 0.1
# A page that is slow while the server is well is not asked about again at once.
TRUST_SECONDS: Final = 2.0


class Watchdog:
    """Watches the requests of one process; ``answers`` asks the server, ``lost`` is told that it does not."""

    def __init__(self, *, answers: Callable[[], bool], lost: Callable[[], None]) -> None:
        self._answers = answers
        self._lost = lost
        self._waiting: dict[int, tuple[float, Any]] = {}
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what the current thread does inside."""
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
        # Not before the first request: a thread does not survive the fork that makes a process.
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
    """End a connection from outside of the thread that waits for it, which then finds it closed."""
    inner = wrapper.connection
    # It may be given back, or closed, at this very moment.
    with suppress(Exception), socket.socket(fileno=os.dup(inner.pgconn.socket)) as wire:
        wire.shutdown(socket.SHUT_RDWR)
