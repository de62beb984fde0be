"""The full-text index of the database in use."""

from __future__ import annotations

from django.db import connection

from claims.search.base import FORMER, TODAY, SearchEngine
from claims.search.postgresql import PostgresqlSearch
from claims.search.sqlite import SqliteSearch


def forget_removed() -> None:
    """Drop every word of removed documents from the indexes; may take seconds."""
    for former in (False, True):
        engine(former=former).compact()


def engine(*, former: bool = False) -> SearchEngine:
    """The engine of the default database; with ``former``, for former claims."""
    table = FORMER if former else TODAY
    return PostgresqlSearch(table) if connection.vendor == "postgresql" else SqliteSearch(table)
