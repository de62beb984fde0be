"""Keeping the full-text table in step with what is public."""

from __future__ import annotations

from collections.abc import Iterable


def reindex(places: Iterable[tuple[str, str]]) -> None:
    """Bring the full-text rows of these records (type, key) up to date."""
