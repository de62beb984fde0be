"""Lists as CSV: exact for programs (``.csv``), and for people with a spreadsheet (``.spreadsheet.csv``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from claims.api.file_names import attachment
from claims.formats.exact_csv import exact_lines
from claims.formats.spreadsheet import spreadsheet_lines
from claims.queries.columns import Column, names_of

T = TypeVar("T")

ENDINGS: Final = {"csv": ".csv", "spreadsheet": ".spreadsheet.csv"}
"""The endings of addresses and file names of the two kinds of CSV."""
TYPE: Final = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Csv:
    """A CSV file. ``form`` is a key of ``ENDINGS``. ``listed`` are the parts of the file name.

    ``exact_url`` is the address of the whole list as exact CSV. If the rows are one page, ``next_url`` is the
    address of the next page.
    """

    form: str
    listed: Sequence[str]
    exact_url: str
    next_url: str = ""


def streamed_csv(csv: Csv, columns: Sequence[Column[T]], rows: Iterable[T]) -> StreamingHttpResponse:
    """The table, streamed. An error breaks the connection, so that no partial file looks complete."""
    pieces = (piece.encode() for piece in _pieces(csv, columns, rows))
    response = StreamingHttpResponse(pieces, content_type=TYPE)
    _describe(response, csv)
    return response


def whole_csv(csv: Csv, columns: Sequence[Column[T]], rows: Iterable[T]) -> HttpResponse:
    """The table in one piece, for few rows."""
    response = HttpResponse("".join(_pieces(csv, columns, rows)), content_type=TYPE)
    _describe(response, csv)
    return response


def _pieces(csv: Csv, columns: Sequence[Column[T]], rows: Iterable[T]) -> Iterable[str]:
    names, read = names_of(columns), [column.value for column in columns]
    values = ([value(row) for value in read] for row in rows)
    if csv.form == "csv":
        return exact_lines(names, values)
    return spreadsheet_lines(names, values, exact_url=csv.exact_url, goes_on=bool(csv.next_url))


def _describe(response: HttpResponse | StreamingHttpResponse, csv: Csv) -> None:
    today = timezone.now().date()
    response["Content-Disposition"] = attachment(csv.listed, today, ENDINGS[csv.form])
    if csv.next_url:
        response["Link"] = f'<{csv.next_url}>; rel="next"'
