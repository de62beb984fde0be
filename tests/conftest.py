"""What all tests share: the database that they run on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.world import World

# No test fails because a machine is slow; where a failure must mean the change at hand, values are fixed.
hypothesis.settings.register_profile(
    "ours",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("ours")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put the SQLite of the tests into a file: in memory, a live server's threads share one connection."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let go of the database before it is dropped, which PostgreSQL refuses while anybody has it open.

    A thread of a live server may hold its connection from the pool a moment longer than its server.
    """
    yield
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]
            # Not through the pool, which would open new ones.
            apart = connection.copy()
            apart.settings_dict["OPTIONS"].pop("pool", None)
            with apart.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            apart.close()


@pytest.fixture(scope="module")
def world_on_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of `tests.world`, built once for a module, in a transaction around those of its tests.

    Tests that commit (``transaction=True``, a live server) cannot live inside it: they call
    ``tests.world.build_world`` themselves, in a module where nothing else asks for the world.
    """
    from tests.world import build_world

    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        world = build_world()
    yield world
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(world_on_record: World, db: None) -> World:
    """The test world, on record before the test and again as it was after it."""
    return world_on_record
