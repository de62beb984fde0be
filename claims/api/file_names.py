"""File names of downloads: what the file lists, and the day of the download."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import quote

from claims.domain.text.transliteration import transliterate

LONGEST: Final = 180
"""Bytes before the day. File systems allow 255 for a whole name."""


def attachment(parts: Iterable[str], day: date, ending: str) -> str:
    """The value of Content-Disposition (RFC 6266) that offers a file for download.

    Names consist of letters, digits and hyphens, which every system accepts. A name with other letters than
    a to z is given in both spellings, and the browser takes the one that it supports.

    >>> attachment(["claims", "speaker", "ana-example"], date(2026, 11, 29), ".csv")
    'attachment; filename="claims-speaker-ana-example-2026-11-29.csv"'
    """
    text = " ".join(parts)
    kept = (char if unicodedata.category(char)[0] in "LMN" else "-" for char in text)
    name = _cut(_hyphenated("".join(kept)))
    latin = _cut(_hyphenated(re.sub("[^A-Za-z0-9]", "-", transliterate(text)))) or "download"
    tail = f"-{day.isoformat()}{ending}"
    value = f'attachment; filename="{latin}{tail}"'
    return value if name.isascii() else f"{value}; filename*=UTF-8''{quote(name, safe='')}{tail}"


def _hyphenated(text: str) -> str:
    return re.sub("-+", "-", text).strip("-")


def _cut(name: str) -> str:
    """The name, or as many of its words as fit."""
    if len(name.encode()) <= LONGEST:
        return name
    start = name.encode()[:LONGEST].decode(errors="ignore")
    whole, hyphen, _ = start.rpartition("-")
    return whole if hyphen else start
