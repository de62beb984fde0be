"""The two machine forms that every list has: JSON, exact, and CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse, JsonResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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


def json_error(status: int, message: str, mend: str = "") -> JsonResponse:
    """What a machine gets instead of a list that cannot be made: ``{"error", "mend"}``."""
    return JsonResponse(
        {"error": message, "mend": mend}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def cell(value: object) -> str:
    """A value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = "; ".join(str(one) for one in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
