"""What all tests share: the database that they run on."""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from tests.prepared import PreparedDatabases, disconnect, is_sqlite

if TYPE_CHECKING:
    from tests.world import World

# No test fails because a machine is slow; where a failure must mean the change at hand, values are fixed.
hypothesis.settings.register_profile(
    "ours",
    deadline=None,
    max_examples=30,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    # A fixture that lasts a test is fine: what an example changes is rolled back, or never read again.
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
for name, examples in (("quick", 10), ("thorough", 1_000)):
    hypothesis.settings.register_profile(name, hypothesis.settings.get_profile("ours"), max_examples=examples)
hypothesis.settings.load_profile("ours")

TESTS = Path(__file__).parent
# What is SQL from end to end. Elsewhere a module carries the marker itself; here one may be taken out.
ROOMS_OF_THE_DATABASE = frozenset({"database", "models", "queries", "search"})


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not import what PostgreSQL is not asked to run."""
    if config.option.markexpr != "postgresql" or collection_path.suffix != ".py":
        return None
    is_sql = collection_path.relative_to(TESTS).parts[0] in ROOMS_OF_THE_DATABASE
    return None if is_sql or "postgresql" in collection_path.read_text("utf-8") else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is run on PostgreSQL too, and put the tests in order.

    Those in a browser wait for it, so they come first, while PostgreSQL's run has work for the other cores.
    Then comes what is slow: two workers then end together.
    """
    for item in items:
        is_sql = item.path.relative_to(TESTS).parts[0] in ROOMS_OF_THE_DATABASE
        if item.get_closest_marker("sqlite_only") is not None:
            item.add_marker(pytest.mark.skipif(not is_sqlite(), reason="asks how SQLite alone does it"))
        elif is_sql and item.get_closest_marker("same_sql") is None:
            item.add_marker(pytest.mark.postgresql)
    items.sort(key=lambda item: ("journeys" not in item.path.parts, item.get_closest_marker("slow") is None))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the collector of garbage leave alone what stays to the end, modules and tests, and come seldom."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


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
    django_db_setup: None,
    django_db_keepdb: bool,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[PreparedDatabases]:
    """The databases that are filled once a session. With ``--reuse-db`` they are left behind."""
    databases = PreparedDatabases(
        str(connections["default"].settings_dict["NAME"]), tmp_path_factory.mktemp("prepared")
    )
    yield databases
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            databases.remove()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """What a production serves, built once for all workers, which do not change it."""
    from tests.serving import build

    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "built"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            building = folder.with_suffix(".building")
            build(building)
            building.rename(folder)
    return folder


@contextmanager
def _on_record(connected: AbstractContextManager[None], blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world in a database that is prepared, in a transaction around those of the tests of a module."""
    from tests.world import World

    with ExitStack() as stack:
        with blocker.unblock():
            stack.enter_context(connected)
            around = transaction.atomic()
            around.__enter__()
        yield World()
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
            stack.close()


@pytest.fixture(scope="module")
def world_on_record(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of `tests.world`.

    A fixture of the module may add to it. Tests that commit (``transaction=True``, a live server) cannot live
    inside it: they call ``tests.world.build_world`` themselves, in a module where nothing else asks for the
    world.
    """
    from tests.world import build_world

    with _on_record(prepared.connected("world", build_world), django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def history_on_record(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world after all that `tests.looking_back` tells; a module takes it as its ``world_on_record``."""
    from tests.looking_back import build_history
    from tests.world import World, build_world

    connected = prepared.connected("history", lambda: build_history(World()), upon=("world", build_world))
    with _on_record(connected, django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def unguarded_history(prepared: PreparedDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The same without triggers, for those who change it past the actions."""
    from tests.looking_back import build_history
    from tests.sneaking import take_triggers_away
    from tests.world import World, build_world

    def build() -> None:
        build_history(World())
        take_triggers_away()

    connected = prepared.connected("unguarded history", build, upon=("world", build_world))
    with _on_record(connected, django_db_blocker) as world:
        yield world


@pytest.fixture
def world(world_on_record: World, db: None) -> World:
    """The test world, on record before the test and again as it was after it."""
    return world_on_record
