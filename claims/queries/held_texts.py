"""The texts of public records as they stood at an instant, read beside their rows of today."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, Subquery

from claims.models import Revision


def held_text(record_type: str, column: str = "slug", *, at: datetime | None = None) -> Subquery:
    """The canonical text of the version that holds today, or that held ``at`` an instant.

    For an annotation of the record's own rows; ``column`` holds its key. NULL where there was no version yet,
    and where its content was erased.
    """
    versions = Revision.objects.filter(record_type=record_type, record_key=OuterRef(column))
    if at is not None:
        versions = versions.filter(valid_from__lte=at)
    return Subquery(versions.order_by("-version").values("content__text")[:1])
