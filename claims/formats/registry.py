"""The formats by name, and which of them a file is in."""

from __future__ import annotations

from pathlib import PurePath

from claims.formats.base import UnusableFile

IN = ("jsonl",)
"""The formats that ``import_claims`` reads."""

OUT = ("jsonl", "fixture")
"""The formats that ``export_claims`` writes."""

LATER = ("csv", "claimreview", "sqlite", "datapackage")
"""Formats that have a name already and cannot be read or written yet."""

_OTHERS = frozenset(
    {".csv", ".tsv", ".xls", ".xlsx", ".ods", ".xml", ".html", ".htm", ".sqlite3", ".zip", ".gz"}
)
"""Endings of files that hold no JSON Lines, whatever is in them."""


def check_format(name: str, available: tuple[str, ...]) -> str:
    """The format; raises UnusableFile that says which there are."""
    if name in available:
        return name
    why = "is not available yet" if name in LATER else "is not available here"
    raise UnusableFile(f"The format {name} {why}. Available: {', '.join(available)}.")


def format_of(path: str) -> str:
    """The format that a file's name tells; raises UnusableFile where it is none that can be read."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _OTHERS:
        raise UnusableFile(f"{path}: files that end in {suffix} are not read. Available: {', '.join(IN)}.")
    return "jsonl"
