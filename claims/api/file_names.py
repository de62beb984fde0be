"""The name under which a download is kept: after what it lists, and the day on which it was taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final
from urllib.parse import quote

from claims.domain.text.transliteration import transliterate

LONGEST: Final = 180
"""Bytes before the day; file systems take 255 for a whole name."""


def attachment(parts: Iterable[str], day: date, ending: str) -> str:
    """The value of Content-Disposition (RFC 6266) that offers a file for download.

    Names hold letters, digits and hyphens alone, so that no system takes them for something else. Where they
    hold other letters than a to z, both spellings are given, and the reader takes the one that it can.

    >>> attachment(["claims", "speaker", "ana-example"], date(2026, 11, 29), ".csv")
    'attachment; filename="claims-speaker-ana-example-2026-11-29.csv"'
    """
    text = " ".join(parts)
    name = _cut(_hyphenated("".join(char if _is_kept(char) else "-" for char in text)))
    latin = _cut(_hyphenated(re.sub("[^A-Za-z0-9]", "-", transliterate(text)))) or "download"
    tail = f"-{day.isoformat()}{ending}"
    value = f'attachment; filename="{latin}{tail}"'
    return value if name.isascii() else f"{value}; filename*=UTF-8''{quote(name, safe='')}{tail}"


def _is_kept(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _hyphenated(text: str) -> str:
    return re.sub("-+", "-", text).strip("-")


def _cut(name: str) -> str:
    """The name, or as many of its words as fit."""
    if len(name.encode()) <= LONGEST:
        return name
    start = name.encode()[:LONGEST].decode(errors="ignore")
    whole, hyphen, _ = start.rpartition("-")
    return whole if hyphen else start
