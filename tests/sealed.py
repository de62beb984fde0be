"""Whether every public record is sealed."""

from __future__ import annotations

from claims.models.record_mapping import ROWS


def all_sealed() -> bool:
    """Whether no public row holds a document beside its sealed version, or has none."""
    public = [model._base_manager.filter(state="published") for model in ROWS.values()]
    return not any(rows.exclude(document="").exists() or rows.filter(sealed=None).exists() for rows in public)
