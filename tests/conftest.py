"""What all tests share: the database that they run on."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from tests.prepared import PreparedDatabases, disconnect

if TYPE_CHECKING:
    from tests.world import World

# No test fails because a machine is slow; where a failure must mean the change at hand, values are fixed.
hypothesis.settings.register_profile(
    "ours",
    deadline=None,
    max_examples=40,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("ours"), max_examples=10)
hypothesis.settings.load_profile("ours")

TESTS = Path(__file__).parent
# What is SQL from end to end. Elsewhere a module carries the marker itself; here one may be taken out.
ROOMS_OF_THE_DATABASE = frozenset({"database", "fixtures", "management", "models", "queries", "search"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is run on PostgreSQL too, and begin with what is slow: two workers then end together."""
    for item in items:
        is_sql = item.path.relative_to(TESTS).parts[0] in ROOMS_OF_THE_DATABASE
        if is_sql and item.get_closest_marker("sqlite_only") is None:
            item.add_marker(pytest.mark.postgresql)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector of garbage leave alone what stays to the end, modules and tests, and come seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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
    """Let go of the database before it is dropped, which PostgreSQL refuses while anybody has it open."""
    yield
    with django_db_blocker.unblock():
        disconnect()


@pytest.fixture(scope="session")
def prepared(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PreparedDatabases]:
    """The databases that are filled once a session."""
    databases = PreparedDatabases(
        str(connections["default"].settings_dict["NAME"]), tmp_path_factory.mktemp("prepared")
    )
    yield databases
    with django_db_blocker.unblock():
        databases.remove()


@pytest.fixture(scope="module")
def world_on_record(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of `tests.world`, in a transaction around those of the tests of a module.

    A fixture of the module may add to it. Tests that commit (``transaction=True``, a live server) cannot live
    inside it: they call ``tests.world.build_world`` themselves, in a module where nothing else asks for the
    world.
    """
    from tests.world import World, build_world

    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(prepared.connected("world", build_world))
            around = transaction.atomic()
            around.__enter__()
        yield World()
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
            stack.close()


@pytest.fixture
def world(world_on_record: World, db: None) -> World:
    """The test world, on record before the test and again as it was after it."""
    return world_on_record
