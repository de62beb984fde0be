"""What all tests share: the database that they run on."""

from __future__ import annotations

import pytest
from django.db import connections


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put the SQLite of the tests into a file: in memory, a live server's threads share one connection."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = name
