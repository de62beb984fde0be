"""The canonical form of a document by RFC 8785 (JSON Canonicalization Scheme), and its SHA-256.

Text, whole numbers, true, false, null, lists and objects with text keys are allowed. Fractions are refused:
records keep the numbers of a source as text, so no rule of rounding can change a hash.

Keys are written in Crockford's base 32: the digits, and the letters without i, l, o and u. Ten characters are
50 bits. Source: https://www.crockford.com/base32.html
"""

import hashlib
import json
from typing import Final

from claims.domain.errors import InvalidValue, shown

LARGEST_INTEGER = 2**53 - 1
"""The largest whole number that all JSON readers keep exactly (RFC 8785 §3.2.2.3, RFC 7493 §2.2)."""

MAX_DEPTH = 64
"""The maximum depth of lists and objects; a record needs six."""

_SORTING = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":")
)
_KEEPING = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=False, separators=(",", ":")
)

_Place = tuple["_Place", str | int] | None
"""A place in the document as a linked list, innermost first. It is written out only for an error."""


def canonical_json(value: object) -> str:
    """The value as RFC 8785 text: keys in UTF-16 order, no white space, the shortest escapes.

    Equal values give equal text, whatever the order of their keys. A tuple is written as a list.
    Raises InvalidValue for a float, an integer beyond 2^53 - 1, a lone surrogate, a key that is not text,
    any other type, and nesting deeper than 64.

    >>> canonical_json({"b": [1, True], "a": "é"})
    '{"a":"é","b":[1,true]}'
    """
    if _has_unusual_keys(value, None, 0):
        text = _KEEPING.encode(_in_utf16_order(value))
    else:
        text = _SORTING.encode(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidValue(
            f"the text holds a lone surrogate, U+{ord(text[error.start]):04X}",
            value=text[max(0, error.start - 20) : error.start + 20],
            mend="save the text as UTF-8",
        ) from None
    return text


def digest(text: str, salt: str = "") -> str:
    """SHA-256 of salt and text in UTF-8, as 64 lower-case hexadecimal digits.

    Raises InvalidValue for a lone surrogate, which UTF-8 cannot hold.
    """
    try:
        return hashlib.sha256((salt + text).encode("utf-8")).hexdigest()
    except UnicodeEncodeError:
        raise InvalidValue("the text holds a lone surrogate", mend="save the text as UTF-8") from None


def _has_unusual_keys(value: object, place: _Place, depth: int) -> bool:
    """Refuse values that JSON cannot hold exactly. True if some key is not ASCII.

    Python sorts by code point, which may differ from UTF-16 order only if a key is not ASCII. Only such
    documents need the slower way.
    """
    if value is None or isinstance(value, str | bool):
        return False
    if isinstance(value, int):
        _check_integer(value, place)
        return False
    if isinstance(value, list | tuple | dict):
        if depth >= MAX_DEPTH:
            raise InvalidValue(f"the document is nested deeper than {MAX_DEPTH} levels")
        unusual = False
        if isinstance(value, dict):
            for key, member in value.items():
                if not isinstance(key, str):
                    raise InvalidValue("a key must be text", field=_path(place), value=shown(repr(key)))
                unusual |= _has_unusual_keys(member, (place, key), depth + 1) or not key.isascii()
        else:
            for index, member in enumerate(value):
                unusual |= _has_unusual_keys(member, (place, index), depth + 1)
        return unusual
    if isinstance(value, float):
        raise InvalidValue(
            "a fraction has no exact canonical form",
            field=_path(place),
            value=repr(value),
            mend="write it as text",
        )
    raise InvalidValue(f"a document cannot hold a {type(value).__name__}", field=_path(place))


def _check_integer(value: int, place: _Place) -> None:
    if abs(value) > LARGEST_INTEGER:
        raise InvalidValue(
            "the number is too large to be kept exactly in JSON",
            field=_path(place),
            value=hex(value),
            mend="write it as text",
        )


def _path(place: _Place) -> str:
    """The place in words, as ``chain[1].exact``."""
    steps: list[str] = []
    while place is not None:
        place, step = place
        steps.append(f"[{step}]" if isinstance(step, int) else f".{step}")
    return "".join(reversed(steps)).removeprefix(".")


def _in_utf16_order(value: object) -> object:
    """The document with its keys in UTF-16 order, for an encoder that does not sort."""
    if isinstance(value, dict):
        return {
            key: _in_utf16_order(value[key])
            for key in sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        }
    if isinstance(value, list | tuple):
        return [_in_utf16_order(member) for member in value]
    return value


ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 10


def crockford(hexadecimal: str) -> str:
    """The first 50 bits of a hexadecimal hash as ten characters. Raises ValueError for other texts."""
    bits = int(hexadecimal[:13], 16) >> 2
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def crockford_of(text: str) -> str:
    """Ten characters of the text's SHA-256; raises InvalidValue for a lone surrogate."""
    return crockford(digest(text))
