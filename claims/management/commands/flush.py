"""``flush`` as Django has it, on tables that are append-only: their triggers are lifted while it runs."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as Flush

from claims.actions.database.installing import clear_search, install, lift


class Command(Flush):
    def handle(self, **options: Any) -> None:
        """Empty every table, the full-text table too, and put the triggers back, whatever happens."""
        database = options["database"]
        lift(using=database)
        try:
            super().handle(**options)
            clear_search(using=database)
        finally:
            install(using=database)
