"""CSV for spreadsheets, which show the recorded values and do not interpret them.

Excel, LibreOffice and Google Sheets guess the type of cells, also of quoted ones. A text that would become a
formula, a number, a time, or a date without a known day therefore gets an apostrophe in front, which all
three keep as text (``="…"`` would be a formula itself). A whole day is not changed, because it is read
correctly. The other CSV has the exact values.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from claims.domain.dates.edtf import MONTHS
from claims.formats.exact_csv import in_pieces, plain_cell, quoted_cell

BOM: Final = "\ufeff"
"""Without it Excel does not recognize UTF-8."""
MOST_ROWS: Final = 1_048_576
"""The maximum number of rows in Excel and LibreOffice, the header included."""
SHORT: Final = 40
"""Characters of a cell of which is kept how it is shown."""
LONGEST_CELL: Final = 32_767
"""The maximum length of a cell in Excel, in UTF-16 units."""
CUT: Final = " … [Cut here: a cell of a spreadsheet holds 32,767 characters. The exact CSV has the rest.]"

_BREAKS: Final = "\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
# Spaces and invisible characters, which programs skip, and the quotation mark, which may begin or end a cell
# if a program splits at another separator.
_SKIPPED: Final = ' "\xa0\xad\u1680\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff'
_SIGNS: Final = "=+\\-@＝＋－＠﹦﹢﹣﹫"
_SIGN: Final = re.compile(f"[{_SIGNS}]")
_FORMULA_FIRST: Final = re.compile(f"[{_SKIPPED}]*[{_SIGNS}]|[{_SKIPPED}]*[{_BREAKS}]")
_FORMULA_LATER: Final = re.compile(f"([;,|{_BREAKS}][{_SKIPPED}]*)(?=[{_SIGNS}])")

_WORDS: Final = sorted(
    {
        *("e", "a", "p", "am", "pm", "sept"),
        *(name for month in MONTHS for name in (month.lower(), month[:3].lower())),
        *("年", "月", "日", "時", "分", "秒", "년", "월", "일"),
    },
    key=len,
    reverse=True,
)
# Numbers, times and dates as the three programs recognize them, and their characters.
_VALUE: Final = re.compile(rf"(?:[\d\s.,:/+\-−–%‰()'’$£€¥₽₹₩]|(?>{'|'.join(_WORDS)}))+", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_MONTHS: Final = "|".join(name for month in MONTHS for name in (month, month[:3]))
_WHOLE_DAY: Final = re.compile(rf"\d{{4}}-\d\d-\d\d|\d\d? (?:{_MONTHS}) \d{{4}}", re.ASCII)
_TRUTH: Final = frozenset({"true", "false"})


def spreadsheet_lines(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, exact_url: str, goes_on: bool = False
) -> Iterator[str]:
    """The file in pieces, with all cells quoted. If it is cut, a last row says so.

    It is cut if the sheet is full, or if the rows are a page of a list that ``goes_on``. ``exact_url`` is the
    address of the whole. An error while ``rows`` are read is raised.
    """
    cells = chain([columns], _limited(columns, rows, exact_url=exact_url, goes_on=goes_on))
    lines = (f"{','.join(map(quoted_cell, row))}\r\n" for row in cells)
    return in_pieces(_with_mark(lines))


def spreadsheet_cell(value: object) -> str:
    """A value as a cell that shows it unchanged.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell("12345e6789"), spreadsheet_cell(-3)
    ("'=1+1", "'12345e6789", '-3')
    """
    if isinstance(value, list | tuple):
        value = plain_cell(value) if value else ""
    if not isinstance(value, str):
        return plain_cell(value)
    return _short_cell(value) if len(value) <= SHORT else _cut(as_text(value))


@lru_cache(maxsize=4096)
def _short_cell(text: str) -> str:
    """The same for a short text: most come again in other rows, as languages, kinds and days do."""
    return as_text(text)


def as_text(text: str) -> str:
    """The text, with an apostrophe wherever a spreadsheet would begin to interpret it.

    The start of a formula also counts after a separator or a line break, because a program that splits at
    another separator (in many countries Excel uses semicolons) begins a cell there.
    """
    if not text:
        return text
    # A quick test that most texts pass: the rest takes ten times as long.
    shown = _FORMULA_LATER.sub(r"\1'", text) if _SIGN.search(text) else text
    if _FORMULA_FIRST.match(shown) or _is_read_as_value(shown):
        return f"'{shown}"
    return shown


def _is_read_as_value(text: str) -> bool:
    if _VALUE.fullmatch(text) and _DIGIT.search(text):
        return not _WHOLE_DAY.fullmatch(text)
    return len(text) <= 5 and text.lower() in _TRUTH


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= LONGEST_CELL * 2:
        return text
    return units[: (LONGEST_CELL - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def _limited(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, exact_url: str, goes_on: bool
) -> Iterator[list[str]]:
    number = 1
    left = iter(rows)
    for row in left:
        number += 1
        if number == MOST_ROWS and (goes_on or next(left, None) is not None):
            why = f"a sheet has {MOST_ROWS:,} rows"
            break
        yield [spreadsheet_cell(value) for value in row]
    else:
        if not goes_on:
            return
        why = "this is one page of a list that goes on"
    notice = f"Cut here: {why}. All of it, exact: {exact_url}"
    yield [notice, *[""] * (len(columns) - 1)]


def _with_mark(lines: Iterator[str]) -> Iterator[str]:
    yield BOM + next(lines)
    yield from lines
