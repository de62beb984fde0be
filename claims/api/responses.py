"""JSON responses: a page of a list, or an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from msgspec import json

from claims.domain.errors import InvalidQuery
from claims.domain.record.urls import is_appended


def json_response(document: Mapping[str, object], status: int = 200) -> HttpResponse:
    """JSON in which letters of every script stand as they are."""
    return HttpResponse(json.encode(document), "application/json", status)


def json_list(
    results: Iterable[Mapping[str, object]],
    *,
    count: int,
    count_exact: bool = True,
    next_url: str = "",
    previous_url: str = "",
) -> HttpResponse:
    """One page of a list, in the order of the page that people see.

    ``{"count", "count_exact", "next", "previous", "results"}``. An address is null if there is no such page.
    """
    return json_response(
        {
            "count": count,
            "count_exact": count_exact,
            "next": next_url or None,
            "previous": previous_url or None,
            "results": list(results),
        }
    )


def json_error(status: int, message: str, mend: str = "", **more: object) -> HttpResponse:
    """An error for programs: ``{"error", "mend"}`` and ``more``."""
    return json_response({"error": message, "mend": mend, **more}, status)


def check_names(request: HttpRequest, known: Sequence[str]) -> None:
    """Raise InvalidQuery for an unknown parameter. Tracking parameters are ignored."""
    unknown = sorted(name for name in request.GET if name not in known and not is_appended(name))
    if unknown:
        raise InvalidQuery(f"there is no parameter “{unknown[0][:80]}”", mend=f"there are {', '.join(known)}")
