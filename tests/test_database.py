"""The databases of the tests are set as those of a production are."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.postgresql


@pytest.mark.django_db
def test_the_database_of_the_tests_is_set_as_in_production() -> None:
    if connection.vendor != "sqlite":
        assert connection.settings_dict["OPTIONS"]["pool"]
        return
    with connection.cursor() as cursor:
        names = ("journal_mode", "synchronous", "secure_delete")
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert found == ["wal", 2, 1]
