"""The full-text index of the database in use."""

from __future__ import annotations

from django.db import connection

from claims.search.base import ENDED, OPEN, SearchEngine
from claims.search.postgresql import PostgresqlSearch
from claims.search.sqlite import SqliteSearch


def forget_removed() -> None:
    """Drop every word of removed documents from the indexes; may take seconds."""
    for is_open in (True, False):
        engine(is_open=is_open).compact()


def engine(*, is_open: bool = True) -> SearchEngine:
    """The engine of the default database, for open versions of claims or for those that ended."""
    table = OPEN if is_open else ENDED
    return PostgresqlSearch(table) if connection.vendor == "postgresql" else SqliteSearch(table)
