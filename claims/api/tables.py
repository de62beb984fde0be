"""Lists as CSV: exact for programs (``.csv``), and for people with a spreadsheet (``.spreadsheet.csv``).

It also makes the file names of downloads: what the file lists, and the day of the download.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from claims.domain.text.transliteration import transliterate
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


LONGEST: Final = 180
"""Bytes before the day. File systems allow 255 for a whole name."""


def attachment(parts: Iterable[str], day: date, ending: str) -> str:
    """The value of Content-Disposition (RFC 6266) that offers a file for download.

    Names consist of letters, digits and hyphens, which every system accepts. A name with other letters than
    a to z is given in both spellings, and the browser takes the one that it supports.

    >>> attachment(["claims", "speaker", "ana-example"], date(2026, 11, 29), ".csv")
    'attachment; filename="claims-speaker-ana-example-2026-11-29.csv"'
    """
    text = " ".join(parts)
    kept = (char if unicodedata.category(char)[0] in "LMN" else "-" for char in text)
    name = _cut(_hyphenated("".join(kept)))
    latin = _cut(_hyphenated(re.sub("[^A-Za-z0-9]", "-", transliterate(text)))) or "download"
    tail = f"-{day.isoformat()}{ending}"
    value = f'attachment; filename="{latin}{tail}"'
    return value if name.isascii() else f"{value}; filename*=UTF-8''{quote(name, safe='')}{tail}"


def _hyphenated(text: str) -> str:
    return re.sub("-+", "-", text).strip("-")


def _cut(name: str) -> str:
    """The name, or as many of its words as fit."""
    if len(name.encode()) <= LONGEST:
        return name
    start = name.encode()[:LONGEST].decode(errors="ignore")
    whole, hyphen, _ = start.rpartition("-")
    return whole if hyphen else start
