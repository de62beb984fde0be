"""The full-text index of the database in use."""

from django.db import connection

from claims.search.base import ENDED, NAMES, OPEN, SearchEngine
from claims.search.postgresql import PostgresqlSearch
from claims.search.sqlite import SqliteSearch


def forget_removed() -> None:
    """Drop every word of removed documents from the indexes; may take seconds."""
    for table in (OPEN, ENDED, NAMES):
        _engine(table).compact()


def engine(*, is_open: bool = True) -> SearchEngine:
    """The engine of the default database, for open versions of claims or for those that ended."""
    return _engine(OPEN if is_open else ENDED)


def names_engine() -> SearchEngine:
    """The engine of the default database, for the names of speakers and outlets."""
    return _engine(NAMES)


def _engine(table: str) -> SearchEngine:
    return PostgresqlSearch(table) if connection.vendor == "postgresql" else SqliteSearch(table)
