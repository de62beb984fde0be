"""Where a page of a list begins: a place in its order, written into the address.

A cursor holds the values by which the list is sorted, and no number of rows. So every page costs the same,
and no claim comes twice if something is published meanwhile. It is valid for one selection and one order.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from claims.domain.search.ranking import UNRANKED
from claims.queries.lists.selection import LONGEST_CURSOR, Selection
from claims.queries.paging import StaleCursor

OLDER: Final = "o"
NEWER: Final = "n"
Value = date | datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row beyond which the page lies, toward the end of the list or (``is_back``) toward its beginning.

    ``undated`` tells in which of the two parts of the list it stands, ``value`` what it is ordered by there,
    and the ``number`` of the version settles a draw, or orders alone. In a ranked list there is only
    ``offset``.
    """

    is_back: bool = False
    undated: bool = False
    value: Value | None = None
    number: int = 0
    offset: int = 0


def write_cursor(cursor: Cursor, selection: Selection) -> str:
    """The cursor as a value of ``after``."""
    value = cursor.value.isoformat() if isinstance(cursor.value, date) else ""
    values = [
        selection.mark,
        NEWER if cursor.is_back else OLDER,
        int(cursor.undated),
        value,
        cursor.number,
        cursor.offset,
    ]
    return urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(selection: Selection) -> Cursor | None:
    """The cursor of a selection, None if it begins at the beginning.

    Raises StaleCursor for what is no cursor, or one of other filters or another order.
    """
    text = selection.after
    if not text:
        return None
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        mark, way, undated, value, number, offset = values
        if way not in (OLDER, NEWER) or undated not in (0, 1):
            raise ValueError
        if type(number) is not int or type(offset) is not int or not isinstance(value, str):
            raise ValueError
        if not (0 <= number < 2**63 and 0 <= offset <= UNRANKED):
            raise ValueError
        read = _value(value, selection.sort) if number else None
    except (ValueError, TypeError, RecursionError, OverflowError):
        raise StaleCursor("This is no place in a list of claims.") from None
    if mark != selection.mark:
        raise StaleCursor("This place belongs to a list with other filters or another order.")
    return Cursor(way == NEWER, bool(undated), read, number, offset)


def _value(text: str, sort: str) -> Value | None:
    if sort == "oldest":
        return date.fromisoformat(text)
    if sort != "added":
        return None
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError
    # An instant in the year 0 or 10000 of UTC cannot be asked for.
    return read.astimezone(UTC)
