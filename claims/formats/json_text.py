"""Read JSON strictly, so that nothing in a file is lost."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from claims.domain.errors import InvalidRecord, InvalidValue, shown
from claims.formats.base import DEEPEST

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that all JSON readers keep exactly (RFC 8785 §3.2.2.3, RFC 7493 §2.2)."""

_SPACE = re.compile(r"[ \t\r\n]*")
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


class NoList(InvalidRecord):
    """Text that does not begin like a list."""


class InvalidJson(InvalidRecord):
    """Text that is not JSON. ``line`` is the line of the error, from 1."""

    def __init__(self, message: str, *, line: int, value: str = "", mend: str = "") -> None:
        super().__init__(message, value=value, mend=mend)
        self.line = line


def read_json(text: str) -> Any:
    """The value of the text.

    Raises InvalidRecord for invalid JSON, a repeated name in an object, a fraction, NaN or Infinity, a whole
    number too large for other readers, and nesting deeper than ``DEEPEST``.
    """
    _check_depth(text)
    try:
        return _STRICT.decode(text)
    except json.JSONDecodeError as error:
        raise _no_json(error, "write one object, names and texts in double quotation marks") from None


def read_list(text: str) -> Iterator[tuple[int, Any]]:
    """The items of a list in the text, each with the line on which it begins.

    An item that is JSON but that ``read_json`` refuses is replaced by its InvalidRecord. Raises NoList if the
    text is not a list, InvalidJson if it is not JSON, and InvalidRecord if it is nested too deep.
    """
    _check_depth(text)
    at = _after_space(text, 0)
    if not text.startswith("[", at):
        raise NoList("this is no list", value=text[at : at + 40])
    line, counted, at = 1, 0, _after_space(text, at + 1)
    is_open = not text.startswith("]", at)
    while is_open:
        item, end = _item(text, at)
        line, counted = line + text.count("\n", counted, at), at
        yield line, item
        at = _after_space(text, end)
        is_open = text.startswith(",", at)
        if is_open:
            comma, at = at, _after_space(text, at + 1)
            if text.startswith("]", at):
                raise _misplaced("there is a comma after the last entry", text, comma, "take it away")
        elif at == len(text):
            raise _misplaced("the list of entries does not end", text, at, "write ] after the last entry")
        elif not text.startswith("]", at):
            raise _misplaced("there is no comma between two entries", text, at, "write a comma before this")
    if (after := _after_space(text, at + 1)) < len(text):
        raise _misplaced("there is more after the list of entries", text, after, "take it away")


def _item(text: str, at: int) -> tuple[Any, int]:
    """The item at a place, or its error, and the place of its end."""
    try:
        try:
            return _STRICT.raw_decode(text, at)
        except InvalidRecord as error:
            return error, _LENIENT.raw_decode(text, at)[1]
    except json.JSONDecodeError as error:
        mend = "names and texts need double quotation marks, no comma before } or ]"
        raise _no_json(error, mend) from None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _misplaced(message: str, text: str, at: int, mend: str) -> InvalidJson:
    return InvalidJson(message, line=text.count("\n", 0, at) + 1, value=text[at : at + 40], mend=mend)


def _no_json(error: json.JSONDecodeError, mend: str) -> InvalidJson:
    return InvalidJson(
        f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]} at character {error.colno}",
        line=error.lineno,
        value=error.doc[max(0, error.pos - 20) : error.pos + 40],
        mend=mend,
    )


def decode(raw: bytes) -> str:
    """The text of the bytes. Raises InvalidValue if they are not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidValue(
            f"this is not UTF-8: byte 0x{raw[error.start]:02X} at {error.start + 1}",
            value=raw[max(0, error.start - 20) : error.start + 20].decode("latin-1"),
            mend="save the file as UTF-8",
        ) from None


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for token in _STRUCTURE.finditer(text):
        sign = token.group()
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise InvalidRecord(f"lists and objects are nested deeper than {DEEPEST} levels")
        elif sign in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidRecord("this name is repeated in one object", field=shown(twice), mend="keep one")
    return found


def _fraction(text: str) -> NoReturn:
    raise InvalidRecord("a fraction is not kept exactly", value=text, mend="write it as text")


def _whole(text: str) -> int:
    if len(text) > len(str(LARGEST_INTEGER)) or abs(int(text)) > LARGEST_INTEGER:
        raise InvalidRecord("the number is too large to be kept exactly", value=text, mend="write it as text")
    return int(text)


_STRICT = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_fraction, parse_constant=_fraction, parse_int=_whole
)
_LENIENT = json.JSONDecoder(parse_int=str)
"""Finds the end of a value that the strict decoder refuses."""
