"""A new, empty database of the engine that the tests run on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg import sql


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Yield its ``DATABASE_URL``; a file in the folder, or a database beside that of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'empty.sqlite3'}"
        return
    params: dict[str, Any] = connection.get_connection_params()
    name = f"empty_{uuid4().hex}"
    host, user = quote(params["host"], safe=""), params["user"]
    with psycopg.connect(host=params["host"], user=user, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"postgresql://{user}@/{name}?host={host}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
