"""No statement that replaces rows gets past the triggers: SQLite fires none for the row that goes."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection, transaction

from claims.database import install
from claims.database.append_only import APPEND_ONLY
from claims.domain.record.shared import key_field
from claims.models import Claim, Speaker, Tombstone, Topic
from claims.models.record_mapping import ROWS
from tests.database.changed_rows import model_of, public_row
from tests.database.sealed_rows import fill_append_only
from tests.database.test_triggers import done_in_spite, refused_by_the_database, run
from tests.world import World

TABLES = {model._meta.db_table: model for model in ROWS.values()}
RECORDS_WITH_DRAFTS = ["claims_speaker", "claims_outlet", "claims_source", "claims_topic", "claims_claim"]

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own statements")


def has_another_unique_key(table: str) -> bool:
    return len(install.unique_keys(connection, table)) > 1


def columns_of(table: str, *, without: str = "") -> str:
    names = [str(field.column) for field in model_of(table)._meta.concrete_fields]
    return ", ".join(f'"{name}"' for name in names if name != without)


def primary_key(table: str) -> str:
    return str(model_of(table)._meta.pk.column)


@pytest.fixture
def erased(world: World) -> World:
    """The world with a row in every append-only table."""
    fill_append_only(world)
    return world


@only_sqlite
def test_no_row_that_is_append_only_is_replaced_under_its_own_number(erased: World) -> None:
    tried = {}
    for table in APPEND_ONLY:
        columns = columns_of(table)
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"):
            replaced = f"{verb} INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1"
            tried[f"{verb} {table}"] = partial(run, replaced)
    assert done_in_spite("never replaced", tried) == {}


@only_sqlite
def test_no_row_that_is_append_only_is_replaced_under_what_is_unique_beside(erased: World) -> None:
    tried = {}
    for table in filter(has_another_unique_key, APPEND_ONLY):
        columns = columns_of(table, without=primary_key(table))
        replaced = f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1"
        tried[table] = partial(run, replaced)
    assert tried
    assert done_in_spite("never replaced", tried) == {}


@only_sqlite
def test_no_row_that_is_append_only_makes_way_for_another(erased: World) -> None:
    tried = {}
    for table in APPEND_ONLY:
        key = primary_key(table)
        tried[table] = partial(run, f"UPDATE OR REPLACE {table} SET {key} = (SELECT MAX({key}) FROM {table})")
    assert done_in_spite("append-only", tried) == {}


@only_sqlite
def test_no_row_of_a_public_record_is_replaced_under_its_own_number(world: World) -> None:
    tried = {}
    for table, model in TABLES.items():
        columns = columns_of(table)
        replaced = f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}"
        tried[table] = partial(run, f"{replaced} WHERE id = %s", public_row(model).pk)
    assert done_in_spite("never replaced", tried) == {}


@only_sqlite
def test_no_row_of_a_public_record_is_replaced_under_what_is_unique_beside(world: World) -> None:
    tried = {}
    for table, model in TABLES.items():
        if has_another_unique_key(table):
            columns = columns_of(table, without="id")
            replaced = f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}"
            tried[table] = partial(run, f"{replaced} WHERE id = %s", public_row(model).pk)
    assert tried
    assert done_in_spite("never replaced", tried) == {}


@only_sqlite
def test_no_row_takes_the_number_of_a_row_of_a_public_record(world: World) -> None:
    tried = {}
    for table, model in TABLES.items():
        another = public_row(model).pk + 1_000
        for column in ("id", "rowid"):
            moved = f"UPDATE OR REPLACE {table} SET {column} = %s"
            tried[f"{table}.{column}"] = partial(run, moved, another)
    assert done_in_spite("never changes|never replaced", tried) == {}


@only_sqlite
def test_no_draft_takes_the_key_of_a_public_record(world: World) -> None:
    tried = {}
    for table, model in TABLES.items():
        if table in RECORDS_WITH_DRAFTS:
            key, public = key_field(model.RECORD.TYPE), public_row(model)
            drafts = f"WHERE state = 'draft' AND {key} IS NOT NULL"
            taken = f"UPDATE OR REPLACE {table} SET {key} = %s {drafts}"
            tried[table] = partial(run, taken, getattr(public, key))
    assert len(tried) == len(RECORDS_WITH_DRAFTS)
    assert done_in_spite("never replaced", tried) == {}


@only_sqlite
def test_no_draft_of_a_speaker_takes_the_place_of_the_public_one_of_its_source(world: World) -> None:
    speaker = Speaker.objects.get(slug=world.person_at_court)
    columns = columns_of("claims_speaker", without="id")
    values = columns.replace('"slug"', "'another'").replace('"state"', "'draft'").replace('"version"', "0")
    replace = f"REPLACE INTO claims_speaker ({columns}) SELECT {values} FROM claims_speaker WHERE id = %s"
    with refused_by_the_database("never replaced"):
        run(replace, speaker.pk)


@only_sqlite
def test_drafts_are_replaced_freely(world: World) -> None:
    draft = Topic.objects.get(slug=world.unseen_topic)
    columns = columns_of("claims_topic")
    run(f"REPLACE INTO claims_topic ({columns}) SELECT {columns} FROM claims_topic WHERE id = %s", draft.pk)
    assert Topic.objects.get(slug=world.unseen_topic) == draft


def test_the_tombstone_of_a_claim_that_is_public_again_may_go(world: World) -> None:
    with transaction.atomic():
        Claim.objects.filter(key=world.withdrawn).update(state="published")
        Tombstone.objects.filter(key=world.withdrawn).delete()
        assert not Tombstone.objects.filter(key=world.withdrawn).exists()
        transaction.set_rollback(True)


def test_no_row_that_is_append_only_is_changed_by_inserting_it_again(erased: World) -> None:
    tried = {}
    for table in APPEND_ONLY:
        key, columns = primary_key(table), columns_of(table)
        tried[table] = partial(
            run,
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE 1 = 1"
            f" ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}",
        )
    assert done_in_spite("append-only|never replaced", tried) == {}


@only_postgresql
def test_no_row_that_is_append_only_is_merged_away(erased: World) -> None:
    tried = {}
    for table in APPEND_ONLY:
        key = primary_key(table)
        merged = f"MERGE INTO {table} t USING (SELECT {key} FROM {table}) s ON t.{key} = s.{key}"
        for then in ("DELETE", f"UPDATE SET {key} = s.{key}"):
            tried[f"{table} {then}"] = partial(run, f"{merged} WHEN MATCHED THEN {then}")
    assert done_in_spite("append-only", tried) == {}


@only_postgresql
def test_no_public_record_is_merged_away(world: World) -> None:
    tried = {}
    for table in TABLES:
        public = f"SELECT id FROM {table} WHERE state = 'published'"
        merged = f"MERGE INTO {table} t USING ({public}) s ON t.id = s.id WHEN MATCHED THEN DELETE"
        tried[table] = partial(run, merged)
    assert done_in_spite("never deleted", tried) == {}
