"""Recognize files of another format by their beginning, to report them in one sentence."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from claims.domain.record.shared import RECORD_TYPES
from claims.formats.base import LONGEST_LINE

LINES_LOOKED_AT: Final = 60
"""The number of lines that are looked at."""

RECORDS: Final = "write records one a line (JSON Lines), as docs/records.md shows"
ONE_A_LINE: Final = "write each record on one line of its own"
_SIGNATURES: Final = {
    b"\x1f\x8b": "is compressed with gzip: unpack it first",
    b"PK\x03\x04": "is a ZIP archive or a spreadsheet: unpack it, or save what it holds as JSON Lines",
    b"%PDF": f"is a PDF: {RECORDS}",
    b"SQLite format 3": "is an SQLite database: export what it holds as JSON Lines",
    b"\xff\xfe": "is UTF-16: save it as UTF-8",
    b"\xfe\xff": "is UTF-16: save it as UTF-8",
    b"\x00\x00\xfe\xff": "is UTF-32: save it as UTF-8",
}
_CLAIM_REVIEW: Final = f"holds ClaimReview (schema.org), which is not read yet: {RECORDS}"
_GOOGLE: Final = f"is an answer of Google's Fact Check Tools, which is not read yet: {RECORDS}"
_FIXTURE: Final = "is a fixture: load it with manage.py loaddata"
_LIST: Final = f"is one JSON list: {ONE_A_LINE}, without the brackets and the commas between"
_DOCUMENT: Final = f"is one JSON document over several lines: {ONE_A_LINE}"
_VALUES: Final = f"holds JSON without objects: {RECORDS}"
_TYPELESS: Final = f'holds objects without a type: write "type" in each, one of {", ".join(RECORD_TYPES)}'
_HISTORY: Final = "holds history alone: the records themselves are in a file of export_claims"
_NAMES: Final = (
    (re.compile(r'"(@type"\s*:\s*"ClaimReview|itemReviewed"|claimReviewed"|reviewRating")'), _CLAIM_REVIEW),
    (re.compile(r'\A\s*\{\s*"claims"\s*:\s*\[|"(claimReview|claimant)"\s*:'), _GOOGLE),
    (re.compile(r'\A\s*\[?\s*\{\s*"(model|pk|fields)"\s*:'), _FIXTURE),
)
"""Texts near the beginning of a document, by format. The first match decides."""
_BEGINNING: Final = 20_000
_NO_JSON: Final = object()
_SEPARATORS: Final = {"\t": "a tab", ",": "a comma", ";": "a semicolon", "|": "a bar"}


def other_shape(lines: Sequence[bytes], *, is_whole: bool) -> str | None:
    """The format of a file that begins with these lines, and what to do, as the rest of a sentence.

    None for JSON Lines, also with mistakes, which are reported by line. ``is_whole`` means that there are no
    more lines.
    """
    start = b"\n".join(lines)
    if description := _no_text(start):
        return description
    text = start.decode("utf-8", "replace").removeprefix("\ufeff")
    filled = [line for line in text.split("\n") if line.strip()]
    if not filled:
        return None
    first = _value(filled[0])
    if isinstance(first, dict):
        return _shape_of(first, filled, is_whole=is_whole)
    if first is _NO_JSON and text.lstrip()[:1] in ("{", "["):
        return _document(text, filled)
    if isinstance(first, list) and first and isinstance(first[0], dict):
        return _named(text) or _LIST
    if first is not _NO_JSON:
        return None if any(isinstance(_value(line), dict) for line in filled) else _VALUES
    if any(line.lstrip().startswith("{") for line in filled):
        return None
    return _text(filled)


def no_fixture(raw: bytes) -> str | None:
    """The same for a file that should be a fixture."""
    if description := _no_text(raw):
        return description
    start = raw[:_BEGINNING].decode("utf-8", "replace")
    description = _named(start)
    return description if description != _FIXTURE and '"model"' not in start else None


def _no_text(start: bytes) -> str | None:
    """The format of a file that is not text, by its first bytes."""
    for signature, description in _SIGNATURES.items():
        if start.startswith(signature):
            return description
    return f"is not text: {RECORDS}" if b"\x00" in start[:200] else None


def _shape_of(first: dict[str, Any], filled: Sequence[str], *, is_whole: bool) -> str | None:
    """The format of a file whose first line is a JSON object."""
    record_type = first.get("type")
    if record_type in tuple(RECORD_TYPES):
        return None
    if record_type in ("revision", "ledger"):
        found = [_value(line) for line in filled]
        is_history = all(isinstance(one, dict) and one.get("type") in ("revision", "ledger") for one in found)
        return _HISTORY if is_whole and is_history else None
    if "type" in first:
        return None
    return _named(filled[0]) or (None if any(map(_has_type, filled)) else _TYPELESS)


def _has_type(line: str) -> bool:
    value = _value(line)
    return isinstance(value, dict) and "type" in value


def _document(text: str, filled: Sequence[str]) -> str | None:
    """The format of a file whose first line is the beginning of a JSON value."""
    if len(filled) == 1 and len(filled[0]) < LONGEST_LINE:
        return None
    if text.lstrip().startswith("["):
        return _named(text) or _LIST
    if any(isinstance(_value(line), dict) for line in filled[1:3]):
        return None
    return _named(text) or (_DOCUMENT if len(filled) > 1 else None)


def _text(filled: Sequence[str]) -> str:
    """The format of a text file without JSON."""
    first = filled[0].strip()
    if first.startswith("<"):
        return (
            f"is {'HTML' if re.match(r'<(!doctype html|html)', first, re.IGNORECASE) else 'XML'}: {RECORDS}"
        )
    for separator, word in _SEPARATORS.items():
        counts = [line.count(separator) for line in filled[:3]]
        if len(counts) > 1 and counts[0] and all(count >= counts[0] for count in counts):
            return f"is a table with {word} between its columns (CSV), which is not read yet: {RECORDS}"
    return f"is text without any JSON: {RECORDS}"


def _named(text: str) -> str | None:
    return next((description for pattern, description in _NAMES if pattern.search(text[:_BEGINNING])), None)


def _value(line: str) -> Any:
    """The JSON value of a line, or ``_NO_JSON``."""
    try:
        return json.loads(line) if len(line) <= LONGEST_LINE else _NO_JSON
    except (ValueError, RecursionError):
        return _NO_JSON
