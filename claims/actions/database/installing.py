"""Install triggers and full-text tables after a migration, and remove them before it."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from claims.actions.database.backing_up import applied_migrations, known_migrations
from claims.actions.database.derived_rows import derive_rows
from claims.database import install as database
from claims.models import Claim, DeskValue
from claims.models.record_mapping import ROWS


def install(*, using: str) -> None:
    """Install all of them. Does nothing if the tables do not exist yet.

    Where claims have no values by which the desk finds them, writes these too: a migration reads no records.
    """
    database.install(connections[using], (model._meta.db_table for model in ROWS.values()))
    if using == DEFAULT_DB_ALIAS and known_migrations() <= applied_migrations() and _lacks_values():
        derive_rows(Claim)


def _lacks_values() -> bool:
    return Claim.objects.exists() and not DeskValue.objects.exists()


def lift(*, using: str) -> None:
    """Remove the triggers, so that a migration can rebuild tables."""
    database.lift(connections[using])


def clear_search(*, using: str) -> None:
    """Empty the full-text table, which Django's ``flush`` does not know."""
    database.clear_search(connections[using])
