"""Putting the database's own objects, triggers and full-text tables, in place around a migration."""

from __future__ import annotations

from django.db import connections

from claims.database import install as database
from claims.models.content_tables import content_tables


def install(*, using: str) -> None:
    """Install them all anew; does nothing where the tables are not there yet."""
    database.install(connections[using], content_tables())


def lift(*, using: str) -> None:
    """Take the triggers away, so that a migration can rebuild tables."""
    database.lift(connections[using])


def clear_search(*, using: str) -> None:
    """Empty the full-text table, which Django's ``flush`` does not know."""
    database.clear_search(connections[using])
