"""While the database is away, the site answers 503 at once; it serves again within a second of its return.

::

    there ──── a request finds a lost connection ────► away: every request is answered with 503 at once
      ▲                                                  │
      └── a connection succeeds ◄── a thread tries one, without the pool, four times a second

Otherwise each request would wait for the timeout of the pool, and requests would queue; and the pool, which
waits longer after each failure, would notice the return too late.
"""

from __future__ import annotations

import logging
import selectors
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, Final

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from claims.database.condition import Condition, condition_of
from claims.web.views.errors import failed as failed_page
from claims.web.views.unavailable import unavailable
from factcheck.database_watchdog import Watchdog

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
