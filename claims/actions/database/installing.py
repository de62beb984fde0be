"""Install triggers and full-text tables after a migration, and remove them before it."""

from django.db import connections

from claims.database import install as database
from claims.models.record_mapping import ROWS


def install(*, using: str) -> None:
    """Install all of them. Does nothing if the tables do not exist yet."""
    database.install(connections[using], (model._meta.db_table for model in ROWS.values()))


def lift(*, using: str) -> None:
    """Remove the triggers, so that a migration can rebuild tables."""
    database.lift(connections[using])


def clear_search(*, using: str) -> None:
    """Empty the full-text table, which Django's ``flush`` does not know."""
    database.clear_search(connections[using])
