"""While the database is away, the site answers 503 at once; it serves again within a second of its return.

::

    there ──── a request finds a lost connection ────► away: every request is answered with 503 at once
      ▲                                                  │
      └── a connection succeeds ◄── a thread tries one, without the pool, four times a second

Otherwise each request would wait for the timeout of the pool, and requests would queue; and the pool, which
waits longer after each failure, would notice the return too late.
"""

import logging
import os
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import Any, Final

from django.db import DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from claims.database.condition import Condition, condition_of
from claims.web.views.errors import failed as failed_page
from claims.web.views.errors import unavailable

RETRY_AFTER_SECONDS: Final = 2
TRY_EVERY_SECONDS: Final = 0.25
MOST_CONNECTIONS: Final = 9
"""One more than a pool has."""
MOST_NOTICES: Final = 10

logger = logging.getLogger("factcheck.database")


def is_away(error: BaseException | None) -> bool:
    """Whether the state of the database is the cause: not reached, busy, too slow, read-only or full."""
    return condition_of(error) is not None


class DatabaseWatch:
    """Whether the default database answers, as far as this process knows.

    ``returns`` counts its returns: a report of a request that began before the latest return is ignored.
    """

    def __init__(self) -> None:
        self.is_away = False
        self.returns = 0
        self._changing = Lock()

    def lost(self, *, returns: int) -> None:
        """Report that a request, begun after so many returns, has lost its connection or got none."""
        with self._changing:
            if self.is_away or returns != self.returns:
                return
            self.is_away = True
        logger.error("The database is away.")
        Thread(target=self._wait, name="database-return", daemon=True).start()

    def _wait(self) -> None:
        while not _answers():
            time.sleep(TRY_EVERY_SECONDS)
        _forget_pool()
        with self._changing:
            self.returns += 1
            self.is_away = False
        logger.warning("The database is back.")


def _answers() -> bool:
    """Try a connection without the pool, which fails as fast as the server does."""
    alone = connection.copy()
    alone.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with alone.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        # After any error the thread must go on waiting.
        return False
    else:
        return True
    finally:
        with suppress(DatabaseError):
            alone.close()


def _forget_pool() -> None:
    """Close the pool of PostgreSQL, which has dead connections and delays new ones."""
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


# With the two seconds for a failed connection, less than the three that a page may take.
SUSPICIOUS_SECONDS: Final = 0.3
LOOK_EVERY_SECONDS: Final = 0.1
# After the server answered, slow pages are not checked again for this time.
TRUST_SECONDS: Final = 2.0


class Watchdog:
    """Ends waiting for a database server that hangs; ``answers`` tries it, ``lost`` is called if it fails.

    Connections notice a server that is gone. One that is frozen, or waits for its disk, does not answer, and
    does not apply its statement timeout either: threads would wait forever, and soon none would be left to
    answer even ``/healthz``. So each process has a thread that, when requests take long, tries a new
    connection, and if that fails cuts the connections of the waiting requests.
    """

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


watch = DatabaseWatch()
watchdog = Watchdog(answers=_answers, lost=lambda: watch.lost(returns=watch.returns))


class DatabaseWatchMiddleware:
    """Answers 503 while the database is away. Middleware that needs no database comes before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if watch.is_away:
            return _unavailable(request)
        request.database_returns = watch.returns  # type: ignore[attr-defined]
        with watchdog.watching():
            take_a_living_connection()
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            response.streaming_content = _watched(iter(response))
        return response


def _watched(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces. The watchdog watches their production, but not how long the client takes."""
    while True:
        with watchdog.watching():
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def take_a_living_connection() -> None:
    """Take connections from the pool until one is open.

    Idle connections may have been cut. The check of the pool queries the server and waits forever if it
    hangs; this only looks whether the socket was closed.
    """
    if connection.vendor != "postgresql":
        return
    for _ in range(MOST_CONNECTIONS):
        connection.ensure_connection()
        if not _was_cut(connection.connection):
            return
        # The pool drops it, and makes a new one in its place.
        connection.close()


def _was_cut(driver: Any) -> bool:
    """Whether the server has closed this connection, after reading its pending messages."""
    with selectors.DefaultSelector() as selector, suppress(connection.Database.Error):  # type: ignore[attr-defined]
        selector.register(driver.pgconn.socket, selectors.EVENT_READ)
        for _ in range(MOST_NOTICES):
            if not selector.select(timeout=0):
                return False
            driver.pgconn.consume_input()
    return True


def _unavailable(request: HttpRequest, condition: Condition = Condition.AWAY) -> HttpResponse:
    return unavailable(request, condition, retry_after=RETRY_AFTER_SECONDS)


def failed(request: HttpRequest) -> HttpResponse:
    """The handler of every unhandled exception."""
    condition = condition_of(sys.exc_info()[1])
    if condition is None:
        return failed_page(request)
    if condition in {Condition.READ_ONLY, Condition.FULL}:
        logger.error("The database cannot be written: it is %s.", condition, exc_info=True)
        return _unavailable(request, condition)
    if getattr(connection.connection, "closed", connection.connection is None):
        with suppress(DatabaseError):
            connection.close()
        watch.lost(returns=getattr(request, "database_returns", watch.returns))
    else:
        logger.error("The database was busy, or a statement took too long.", exc_info=True)
    return _unavailable(request)
