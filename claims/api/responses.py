"""The two machine forms that every list has: JSON, exact, and CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from claims.domain.addresses import is_appended
from claims.domain.errors import InvalidQuery
from claims.formats.spreadsheet import not_a_formula
from claims.queries.listed import Part, StaleCursor, address, read_parameters

T = TypeVar("T")


def json_list(
    results: Iterable[Mapping[str, object]],
    *,
    count: int,
    count_exact: bool = True,
    next_url: str = "",
    previous_url: str = "",
) -> JsonResponse:
    """One page of a list, in the order of the page that people see.

    ``{"count", "count_exact", "next", "previous", "results"}``; an address is null without such a page.
    """
    return JsonResponse(
        {
            "count": count,
            "count_exact": count_exact,
            "next": next_url or None,
            "previous": previous_url or None,
            "results": list(results),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def csv_list(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    name: str,
    next_url: str = "",
    previous_url: str = "",
) -> HttpResponse:
    """The same page as CSV, a file called ``name``.csv; the pages beside it are named in a Link header.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; None is empty, and a
    list is joined by semicolons.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows([[cell(value) for value in row] for row in rows])
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.csv"'
    links = [(next_url, "next"), (previous_url, "prev")]
    if told := ", ".join(f'<{url}>; rel="{rel}"' for url, rel in links if url):
        response["Link"] = told
    return response


def json_error(status: int, message: str, mend: str = "", **more: object) -> JsonResponse:
    """What a machine gets instead of a list that cannot be made: ``{"error", "mend"}`` and ``more``."""
    return JsonResponse(
        {"error": message, "mend": mend, **more}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def cell(value: object) -> str:
    """A value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = "; ".join(str(one) for one in value)
    return not_a_formula(value) if isinstance(value, str) else str(value)


def check_names(request: HttpRequest, known: Sequence[str]) -> None:
    """Raise InvalidQuery for a parameter that is not known; what others append to links is ignored."""
    unknown = sorted(name for name in request.GET if name not in known and not is_appended(name))
    if unknown:
        raise InvalidQuery(f"there is no parameter “{unknown[0][:80]}”", mend=f"there are {', '.join(known)}")


def shared_list(
    request: HttpRequest,
    form: str,
    *,
    name: str,
    allowed: Sequence[str],
    query: Callable[[Mapping[str, str]], Part[T]],
    columns: Sequence[str],
    values: Callable[[T], Sequence[object]],
) -> HttpResponse:
    """One page of a list of shared records, ``form`` "json" or "csv": what the page shows, in its order.

    ``values`` gives a row's values for ``columns``. A parameter that is not ``allowed`` is named with 400,
    a cursor that no longer holds with 404.
    """
    try:
        parameters = read_parameters(dict(request.GET.lists()), allowed)
        part = query(parameters)
    except InvalidQuery as error:
        return json_error(400, error.message, error.mend)
    except StaleCursor as error:
        return json_error(404, error.message, "begin at the first page")
    after = address(settings.SITE_URL + request.path, {**parameters, "after": part.after})
    next_url = after if part.after else ""
    rows = [values(row) for row in part.rows]
    if form == "csv":
        return csv_list(columns, rows, name=name, next_url=next_url)
    results = [dict(zip(columns, row, strict=True)) for row in rows]
    return json_list(results, count=part.count, next_url=next_url)


def site_address(path: str) -> str:
    """A path of the site as other programs need it, or empty."""
    return f"{settings.SITE_URL}{path}" if path else ""
