"""CSV for programs: all values unchanged, by RFC 4180."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

QUOTE: Final = '"'
_JSON: Final = json.JSONEncoder(ensure_ascii=False)
TOGETHER: Final = 50
"""The number of rows that are written together."""
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
    return in_pieces(_lines(columns, rows))


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


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of the file, each with CRLF.

    Written here, because the writer of ``csv`` looks at each character by itself and takes twice as long.
    """
    yield f"{','.join(columns)}\r\n"
    left = iter(rows)
    while some := list(islice(left, TOGETHER)):
        for row in zip(*map(_cells, zip(*some, strict=True)), strict=True):
            yield f"{','.join(row)}\r\n"


def _cells(values: Sequence[Any]) -> Sequence[str]:
    """The cells of a column. Most columns have none that must be quoted, which one look at all shows."""
    kinds = {*map(type, values)}
    if kinds == {str}:
        cells = values
    elif kinds <= {tuple, Texts}:  # Most are empty.
        cells = [exact_cell(one) if one else "" for one in values]
    else:
        cells = [exact_cell(one) for one in values]
    if not _is_special("".join(cells)):
        return cells
    return [quoted_cell(cell) if _is_special(cell) else cell for cell in cells]


def _is_special(text: str) -> bool:
    return "," in text or QUOTE in text or "\n" in text or "\r" in text


def quoted_cell(cell: str) -> str:
    """The cell in quotation marks."""
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
