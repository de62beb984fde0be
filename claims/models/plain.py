"""Columns as the driver gives them, for reading very many rows: Django converts every value by itself."""

from datetime import UTC, datetime

from django.db.models import ExpressionWrapper, F, TextField


def plain(*names: str) -> list[ExpressionWrapper[F]]:
    """These columns without Django's conversion: JSON is text, and an instant is for ``aware``."""
    return [ExpressionWrapper(F(name), output_field=TextField()) for name in names]


def aware(at: datetime) -> datetime:
    """An instant of ``plain`` in UTC, of which SQLite does not tell the zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
