"""Gives every request an id, and writes the log as one JSON object a line, without texts of drafts.

Needs no Django settings, so that gunicorn's log, which starts before them, has the same form.

Left out are query strings, because editors search for unpublished texts; paths of pages that were not found
and of the admin, because they may name drafts; and messages of exceptions, because a database quotes the row
that it refuses. Of an exception, its type and its places in the code are logged.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Ids from a proxy that are accepted. They contain nothing that could break a line or a page.
SANE_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUERY_STRING: Final = re.compile(r"\?[^\s'\"<>]+")
# Requested every few seconds by monitoring, or once for each file of a page.
UNINTERESTING: Final = ("/healthz", "/readyz", "/static/")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the present request; empty outside one."""

logger = logging.getLogger("factcheck.requests")


class RequestLogMiddleware:
    """Sets the id of a request (``request.request_id``, X-Request-ID), and logs the response.

    A valid id from a proxy is used, so that both logs can be compared.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = request.headers.get("X-Request-ID", "")
        number = sent if SANE_ID.fullmatch(sent) else uuid4().hex
        request.request_id = number  # type: ignore[attr-defined]
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            if not request.path_info.startswith(UNINTERESTING):
                took = round((time.perf_counter() - began) * 1000, 1)
                logger.info("answered", extra={"facts": facts(request, response) | {"ms": took}})
        finally:
            request_id.reset(token)
        return response


def facts(request: HttpRequest, response: HttpResponseBase) -> dict[str, Any]:
    """The facts of a response for the log; the path only if it is public and was found."""
    match = request.resolver_match
    found: dict[str, Any] = {"method": request.method, "status": response.status_code}
    if match is not None:
        found["route"] = match.route
    if response.status_code < 400 and not request.path_info.startswith("/admin/"):
        found["path"] = request.path_info
    return found


class JsonFormatter(logging.Formatter):
    """Formats a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": QUERY_STRING.sub("?…", record.getMessage()),
        }
        if number := request_id.get():
            line["request"] = number
        line |= getattr(record, "facts", {})
        if record.exc_info and (error := record.exc_info[1]) is not None:
            line["error"] = [place for one in chain_of(error) for place in places(one)]
        return json.dumps(line, ensure_ascii=False, default=str)


def chain_of(error: BaseException) -> list[BaseException]:
    """The error and its causes; the first cause is last."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


def places(error: BaseException) -> list[str]:
    """The type of an error and its places in the code, without its message."""
    kind = type(error)
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{kind.__module__}.{kind.__qualname__}", *(f"{f.filename}:{f.lineno} {f.name}" for f in frames)]


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record of ``django.request`` is logged: not for a response 503.

    The log has one line already that says that the database is away.
    """
    return getattr(record, "status_code", None) != 503


def log_settings(*, production: bool) -> dict[str, Any]:
    """The settings for ``logging.config``: to stderr, as process managers expect.

    Pages that are not found and unknown host names, which come from scanners, are not logged as errors.
    """
    level = "INFO" if production else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"news": {"()": "django.utils.log.CallbackFilter", "callback": is_news}},
        "formatters": {
            "json": {"()": "factcheck.request_log.JsonFormatter"},
            "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json" if production else "line",
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            "django.request": {"level": "ERROR", "filters": ["news"]},
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "factcheck.requests": {"level": level},
            # Logs every second that a database is away, which the site logs once.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
