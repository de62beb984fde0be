"""CSV for programs: all values unchanged, by RFC 4180."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

QUOTE: Final = '"'
_JSON: Final = json.JSONEncoder(ensure_ascii=False)
_BREAK: Final = re.compile("[\n\r]")
PIECE: Final = 32_768
"""The number of characters that are sent together."""


class Texts(tuple[str, ...]):
    """Several texts in one cell. In exact CSV they are a JSON array, because a text may have any separator.

    Use a plain tuple for keys, slugs or addresses: they never contain "; ", by which they are joined.
    """

    __slots__ = ()


def exact_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file in pieces. The first is the header line. None and empty text are empty cells.

    An error while ``rows`` are read is raised, so that an incomplete file does not look complete.
    """
    cells = ([one if isinstance(one, str) else exact_cell(one) for one in row] for row in rows)
    return in_pieces(csv_lines(columns, cells))


def exact_cell(value: object) -> str:
    """A value as unchanged text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Texts):
        return f"[{', '.join(map(_JSON.encode, value))}]" if value else ""
    return plain_cell(value)


def plain_cell(value: object) -> str:
    """A value other than text, for both kinds of CSV. Lists are joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return str(value)


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, quote_all: bool = False
) -> Iterator[str]:
    """The lines of the file, each with CRLF. There are at least two columns.

    Written here, because the writer of ``csv`` looks at each character by itself and takes twice as long.
    """
    yield _line(columns, quote_all=quote_all)
    for row in rows:
        yield _line(row, quote_all=quote_all)


def _line(row: Sequence[str], *, quote_all: bool) -> str:
    line = ",".join(row)
    if quote_all:
        line = ",".join([_quoted(cell) for cell in row])
    elif QUOTE in line or "\n" in line or "\r" in line or line.count(",") >= len(row):
        breaks = "\n" in line or "\r" in line
        line = ",".join(
            [
                _quoted(cell) if "," in cell or QUOTE in cell or (breaks and _BREAK.search(cell)) else cell
                for cell in row
            ]
        )
    return f"{line}\r\n"


def _quoted(cell: str) -> str:
    return f'"{cell.replace(QUOTE, QUOTE * 2)}"'


def in_pieces(lines: Iterator[str]) -> Iterator[str]:
    """Join lines into larger pieces, except the first line."""
    yield next(lines)
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)
