"""Ten characters of a hash that people can read aloud, in Crockford's base32 in lower case.

It has the digits and the letters without i, l, o and u. Ten characters are 50 bits.
Source: https://www.crockford.com/base32.html
"""

from __future__ import annotations

import re
from typing import Final

from claims.domain.record.canonical import digest

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 10

PATTERN: Final = f"[{ALPHABET}]{{{LENGTH}}}"
"""The ten characters as a regular expression."""

_KEY: Final = re.compile(PATTERN)


def crockford(hexadecimal: str) -> str:
    """The first 50 bits of a hexadecimal hash as ten characters. Raises ValueError for other texts."""
    bits = int(hexadecimal[:13], 16) >> 2
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def crockford_of(text: str) -> str:
    """Ten characters of the text's SHA-256; raises InvalidValue for a lone surrogate."""
    return crockford(digest(text))


def is_crockford(text: str) -> bool:
    """Whether the text is ten such characters."""
    return _KEY.fullmatch(text) is not None
