"""CSV for programs: every value as it is recorded, in the form of RFC 4180."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

PIECE: Final = 32_768
"""Characters that are sent together."""


class Texts(tuple[str, ...]):
    """Texts in one cell. In exact CSV they are a JSON array, because a text may hold any separator.

    Several keys, slugs or addresses are a plain tuple instead: they hold no "; ", which joins them.
    """

    __slots__ = ()


def exact_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file in pieces, the line of names first and alone. None and an empty text are empty cells.

    An error while ``rows`` are read is raised: the file then ends in the middle, and must not look whole.
    """
    return in_pieces(csv_lines(columns, ([exact_cell(value) for value in row] for row in rows)))


def exact_cell(value: object) -> str:
    """A value as text, character for character."""
    if isinstance(value, str):
        return value
    if isinstance(value, Texts):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return plain_cell(value)


def plain_cell(value: object) -> str:
    """A value that is no text, as both kinds of CSV write it; a list is joined by "; "."""
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
    """One line after the other, each with its end (CRLF)."""
    table = csv.writer(_Echo(), quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    yield table.writerow(columns)
    for row in rows:
        yield table.writerow(row)


def in_pieces(lines: Iterator[str]) -> Iterator[str]:
    """The same text in fewer pieces: the first line at once, the others many together."""
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


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text
