"""Whether every public record is sealed."""

from __future__ import annotations

from claims.models.record_mapping import ROWS


def all_sealed() -> bool:
    """Whether every public row has a sealed version, and holds no document beside it but its change."""
    public = (row for model in ROWS.values() for row in model._base_manager.filter(state="published"))
    return all(row.sealed_id is not None and bool(row.document) == row.has_change for row in public)
