"""JSON as it is written: read strictly, so that nothing is lost that a file says."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from claims.domain.canonical import LARGEST_INTEGER
from claims.domain.errors import InvalidRecord, InvalidValue, shown
from claims.formats.base import DEEPEST

_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


def read_json(text: str) -> Any:
    """The value that the text holds.

    Raises InvalidRecord for what is no JSON, a name that stands twice in one object, a fraction, NaN or
    Infinity, a whole number that other readers would not keep, and nesting deeper than ``DEEPEST``.
    """
    _check_depth(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_fraction,
            parse_constant=_fraction,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        raise InvalidRecord(
            f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]} at character {error.pos + 1}",
            value=text[max(0, error.pos - 20) : error.pos + 40],
            mend="write one object, names and texts in double quotation marks",
        ) from None


def decode(raw: bytes) -> str:
    """The text of the bytes; raises InvalidValue where they are not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidValue(
            f"this is not UTF-8: byte 0x{raw[error.start]:02X} at {error.start + 1}",
            value=raw[max(0, error.start - 20) : error.start + 20].decode("latin-1"),
            mend="save the file as UTF-8",
        ) from None


def _check_depth(text: str) -> None:
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
        raise InvalidRecord("this name stands twice in one object", field=shown(twice), mend="keep one")
    return found


def _fraction(text: str) -> NoReturn:
    raise InvalidRecord("a fraction is not kept exactly", value=text, mend="write it as text")


def _whole(text: str) -> int:
    if len(text) > len(str(LARGEST_INTEGER)) or abs(int(text)) > LARGEST_INTEGER:
        raise InvalidRecord("the number is too large to be kept exactly", value=text, mend="write it as text")
    return int(text)
