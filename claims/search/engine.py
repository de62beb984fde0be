"""The full-text index of the database in use."""

from __future__ import annotations

from django.db import connection

from claims.search.base import SearchEngine
from claims.search.postgresql import PostgresqlSearch
from claims.search.sqlite import SqliteSearch


def engine() -> SearchEngine:
    """The engine that belongs to the default database."""
    return PostgresqlSearch() if connection.vendor == "postgresql" else SqliteSearch()
