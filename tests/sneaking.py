"""Changes of a database that go past the actions and the triggers, for verification to find."""

from __future__ import annotations

from django.db import connection

from claims.actions.database.installing import install, lift


def take_triggers_away() -> None:
    """Take the triggers away, in the transaction that is open."""
    # PostgreSQL changes no table for which a constraint is still to be checked.
    connection.check_constraints()
    lift(using="default")


def put_triggers_back() -> None:
    connection.check_constraints()
    install(using="default")


def change_by_sql(*statements: str) -> None:
    """Run statements where there are no triggers; each changes something."""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
            assert cursor.rowcount, sql


def sneak(*statements: str) -> None:
    """Change the database as somebody does who took the triggers away and put them back."""
    take_triggers_away()
    change_by_sql(*statements)
    put_triggers_back()
