"""The formats by name, and the format of a file."""

from __future__ import annotations

from pathlib import PurePath

from claims.formats.base import UnusableFile

IN = ("jsonl",)
"""The formats that ``import_claims`` reads."""

OUT = ("jsonl", "fixture")
"""The formats that ``export_claims`` writes."""

LATER = ("csv", "claimreview", "sqlite", "datapackage")
"""Names of formats that cannot be read or written yet."""

_OTHERS = frozenset(
    {".csv", ".tsv", ".xls", ".xlsx", ".ods", ".xml", ".html", ".htm", ".sqlite3", ".zip", ".gz"}
)
"""The extensions of files that are never JSON Lines."""


def check_format(name: str, available: tuple[str, ...]) -> str:
    """Return the name if it is an available format. Otherwise raise UnusableFile with the available ones."""
    if name in available:
        return name
    why = "is not available yet" if name in LATER else "is not available here"
    raise UnusableFile(f"The format {name} {why}. Available: {', '.join(available)}.")


def format_of(path: str) -> str:
    """The format of a file, by its name. Raises UnusableFile if it cannot be read."""
    suffix = PurePath(path).suffix.lower()
    if suffix in _OTHERS:
        raise UnusableFile(f"{path}: files that end in {suffix} are not read. Available: {', '.join(IN)}.")
    return "jsonl"
