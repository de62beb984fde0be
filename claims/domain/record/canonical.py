"""The canonical form of a document by RFC 8785 (JSON Canonicalization Scheme), and its SHA-256.

Our documents have names in ASCII and no fractions: records keep the numbers of a source as text, so no rule
of rounding can change a hash. For such documents msgspec writes this form.

Keys are written in Crockford's base 32: the digits, and the letters without i, l, o and u. Ten characters are
50 bits. Source: https://www.crockford.com/base32.html
"""

import hashlib
from typing import Any, Final

import msgspec

from claims.domain.errors import InvalidValue

_WRITER: Final = msgspec.json.Encoder(order="sorted")


def canonical_json(value: Any) -> str:
    """The value as RFC 8785 text: names in order, no white space, the shortest escapes.

    Equal values give equal text, whatever the order of their names. A tuple is written as a list.
    Raises InvalidValue for a lone surrogate.

    >>> canonical_json({"b": [1, True], "a": "é"})
    '{"a":"é","b":[1,true]}'
    """
    try:
        return _WRITER.encode(value).decode()
    except UnicodeEncodeError as error:
        raise lone_surrogate(error) from None


def lone_surrogate(error: UnicodeEncodeError) -> InvalidValue:
    """What is wrong with a text that UTF-8 cannot hold."""
    text, start = error.object, error.start
    return InvalidValue(
        f"the text holds a lone surrogate, U+{ord(text[start]):04X}",
        value=text[max(0, start - 20) : start + 20],
        mend="save the text as UTF-8",
    )


def digest(text: str, salt: str = "") -> str:
    """SHA-256 of salt and text in UTF-8, as 64 lower-case hexadecimal digits.

    Raises InvalidValue for a lone surrogate.
    """
    try:
        return hashlib.sha256((salt + text).encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise lone_surrogate(error) from None


ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 10


def crockford(hexadecimal: str) -> str:
    """The first 50 bits of a hexadecimal hash as ten characters. Raises ValueError for other texts."""
    bits = int(hexadecimal[:13], 16) >> 2
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def crockford_of(text: str) -> str:
    """Ten characters of the text's SHA-256; raises InvalidValue for a lone surrogate."""
    return crockford(digest(text))
