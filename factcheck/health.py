"""``/healthz`` (the process answers) and ``/readyz`` (it can serve pages), for monitoring.

Both are answered before the host is checked: a load balancer asks by IP address, and a health check that
fails for the host name takes the whole site down.
"""

from collections.abc import Callable
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from factcheck.database_watch import RETRY_AFTER_SECONDS, is_away, watch, watchdog


class HealthMiddleware:
    """Answers the two addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in {"/healthz", "/readyz"}:
            return self.get_response(request)
        response: HttpResponse
        if request.method not in {"GET", "HEAD"}:
            response = HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        elif request.path_info == "/healthz":
            response = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
        else:
            response = readiness()
        response["Cache-Control"] = "no-store"
        return response


def readiness() -> JsonResponse:
    """200 if the database answers and is migrated, else 503; ``{"ready", "database", "migrations"}``."""
    database, migrations = "away", "unknown"
    if not watch.is_away:
        returns = watch.returns
        try:
            with watchdog.watching():
                applied = MigrationRecorder(connection).applied_migrations().keys()
                database, migrations = "ok", "applied" if _on_disk() <= applied else "missing"
        except DatabaseError as error:
            if not is_away(error):
                raise
            database = "away"
            connection.close()
            watch.lost(returns=returns)
    ready = (database, migrations) == ("ok", "applied")
    response = JsonResponse(
        {"ready": ready, "database": database, "migrations": migrations}, status=200 if ready else 503
    )
    if not ready:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


@lru_cache(maxsize=1)
def _on_disk() -> frozenset[tuple[str, str]]:
    """The latest migrations of this version of the program."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
