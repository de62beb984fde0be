"""While its database is away the site answers 503 at once, and a second after its return it serves again.

::

    there ──── a request meets a lost connection ────► away: every request is told at once to come again
      ▲                                                  │
      └── the connection is made ◄── a thread tries one, beside the pool, four times a second

Without this, each thread would wait for the pool's patience with each request, and requests would queue
behind them; and the pool, which waits longer after each failure, would notice the return too late.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from claims.web.views.errors import failed as failed_page
from claims.web.views.unavailable import unavailable
from factcheck.database_watchdog import Watchdog

RETRY_AFTER_SECONDS: Final = 2
TRY_EVERY_SECONDS: Final = 0.25
# OperationalErrors of SQLite that are a mistake of the program and no state of the database.
MISTAKES: Final = ("no such", "syntax error", "ambiguous", "has no column", "too many")

logger = logging.getLogger("factcheck.database")


def is_away(error: BaseException | None) -> bool:
    """Whether this is the error of a database that cannot be reached, is busy, or was too slow."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return connection.vendor != "sqlite" or not any(word in str(error) for word in MISTAKES)


class DatabaseWatch:
    """Whether the default database answers, as this process knows it.

    ``returns`` counts how often it came back: what a request says that began before the latest return is old.
    """

    def __init__(self) -> None:
        self.is_away = False
        self.returns = 0
        self._changing = Lock()

    def lost(self, *, returns: int) -> None:
        """A request that began after so many returns has lost its connection, or got none."""
        with self._changing:
            if self.is_away or returns != self.returns:
                return
            self.is_away = True
        logger.error("The database is away.")
        Thread(target=self._wait, name="database-return", daemon=True).start()

    def _wait(self) -> None:
        while not _answers():
            time.sleep(TRY_EVERY_SECONDS)
        with self._changing:
            _forget_pool()
            self.returns += 1
            self.is_away = False
        logger.warning("The database is back.")


def _answers() -> bool:
    """Try a connection beside the pool, which fails as fast as the server does."""
    apart = connection.copy()
    apart.settings_dict["OPTIONS"].pop("pool", None)
    try:
        with apart.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        # Whatever it is: who waits for a return must go on waiting.
        return False
    else:
        return True
    finally:
        with suppress(DatabaseError):
            apart.close()


def _forget_pool() -> None:
    """The pool of PostgreSQL holds connections that died, and puts off new ones: a new pool begins.

    The old one is closed aside, because it waits for attempts of its own to end.
    """
    pool = getattr(connection, "_connection_pools", {}).pop(connection.alias, None)
    if pool is not None:
        Thread(target=pool.close, daemon=True).start()


watch = DatabaseWatch()
watchdog = Watchdog(answers=_answers, lost=lambda: watch.lost(returns=watch.returns))


class DatabaseWatchMiddleware:
    """Answers 503 while the database is away; what needs no database stands before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if watch.is_away:
            return away(request)
        request.database_returns = watch.returns  # type: ignore[attr-defined]
        with watchdog.watching():
            return self.get_response(request)


def away(request: HttpRequest) -> HttpResponse:
    """The page that says so, marked as logged: it is said once, when the database goes, and not each time."""
    response = unavailable(request, retry_after=RETRY_AFTER_SECONDS)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Django calls it for every exception that nothing else answers, wherever it was raised."""
    if not is_away(sys.exc_info()[1]):
        return failed_page(request)
    if getattr(connection.connection, "closed", connection.connection is None):
        with suppress(DatabaseError):
            connection.close()
        watch.lost(returns=getattr(request, "database_returns", watch.returns))
    else:
        logger.error("The database was busy, or a statement took too long.", exc_info=True)
    return away(request)
