"""Django's ``flush``, with the triggers of append-only tables removed while it runs."""

from typing import Any

from django.core.management.commands.flush import Command as Flush

from claims.actions.database.installing import clear_search, install, lift


class Command(Flush):
    def handle(self, **options: Any) -> None:
        """Empty all tables, full-text tables included, and install the triggers again."""
        database = options["database"]
        lift(using=database)
        try:
            super().handle(**options)
            clear_search(using=database)
        finally:
            install(using=database)
