"""Every request gets a number; the log is one JSON object a line, and holds no text of a draft.

Nothing here needs Django's settings, so that gunicorn's own log, which begins before them, has the same form.

What is left out, and why: query strings, because editors search for what is not public; the addresses of what
was not found and of the admin's pages, because they may name drafts; the messages of exceptions, because a
database quotes the row that it refuses. What remains of an exception is its kind and the places in the code.
"""

from __future__ import annotations

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

# What a proxy may send: enough for every kind of number, nothing that could break a line or a page.
SANE_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUERY_STRING: Final = re.compile(r"\?[^\s'\"<>]+")
# Asked every few seconds by machines, or once for each picture of a page.
UNINTERESTING: Final = ("/healthz", "/readyz", "/static/")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The number of the request that is being answered; empty outside one."""

logger = logging.getLogger("factcheck.requests")


class RequestLogMiddleware:
    """Numbers a request (``request.request_id``, X-Request-ID) and logs how it was answered.

    The number that a proxy sends is kept where it is sane, so that both logs can be read side by side.
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
    """What the log may say of an answer; the address itself only where it is public and was found."""
    match = request.resolver_match
    told: dict[str, Any] = {"method": request.method, "status": response.status_code}
    if match is not None:
        told["route"] = match.route
    if response.status_code < 400 and not request.path_info.startswith("/admin/"):
        told["path"] = request.path_info
    return told


class JsonFormatter(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": QUERY_STRING.sub("?…", record.getMessage()),
        }
        if number := request_id.get():
            told["request"] = number
        told |= getattr(record, "facts", {})
        if record.exc_info and (error := record.exc_info[1]) is not None:
            told["error"] = [line for one in chain_of(error) for line in places(one)]
        return json.dumps(told, ensure_ascii=False, default=str)


def chain_of(error: BaseException) -> list[BaseException]:
    """The error, what it came from, and so on; the first cause last."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


def places(error: BaseException) -> list[str]:
    """The kind of an error and the places in the code that it went through, without what it says."""
    kind = type(error)
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{kind.__module__}.{kind.__qualname__}", *(f"{f.filename}:{f.lineno} {f.name}" for f in frames)]


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record of ``django.request`` says what nothing else does.

    An answer 503 is none: the log has said once that the database is away, and it is asked many times.
    """
    return getattr(record, "status_code", None) != 503


def log_settings(*, production: bool) -> dict[str, Any]:
    """The log as ``logging.config`` takes it: to stderr, as every process manager expects.

    A page not found is the reader's affair, and a foreign host name that of those who scan all addresses;
    neither is logged as an error.
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
            # Says each second that a database is away, which the site itself says once.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
