"""No statement that replaces rows gets past the triggers: SQLite fires none for the row that goes."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from claims.database import unique_keys
from claims.database.append_only import APPEND_ONLY
from claims.models import Claim, Revision, Speaker, Tombstone, Topic
from claims.models.content_tables import ContentTable, content_tables
from tests.database.changed_rows import model_of, public_row
from tests.database.sealed_rows import fill_append_only
from tests.database.test_triggers import by_name, refused_by_the_database
from tests.world import World

TABLES = content_tables()
RECORDS_WITH_DRAFTS = ["claims_speaker", "claims_outlet", "claims_source", "claims_topic", "claims_claim"]

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own statements")


def run(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


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
@pytest.mark.parametrize("table", list(APPEND_ONLY))
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_no_row_that_is_append_only_is_replaced_under_its_own_number(
    erased: World, table: str, verb: str
) -> None:
    with refused_by_the_database("never replaced"):
        run(f"{verb} INTO {table} ({columns_of(table)}) SELECT {columns_of(table)} FROM {table} LIMIT 1")


@only_sqlite
@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_no_row_that_is_append_only_is_replaced_under_what_is_unique_beside(
    erased: World, table: str
) -> None:
    if len(unique_keys.unique_keys(connection, table)) == 1:
        pytest.skip("nothing is unique but its number")
    columns = columns_of(table, without=primary_key(table))
    with refused_by_the_database("never replaced"):
        run(f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1")


@only_sqlite
@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_no_row_that_is_append_only_makes_way_for_another(erased: World, table: str) -> None:
    key = primary_key(table)
    with refused_by_the_database("append-only"):
        run(f"UPDATE OR REPLACE {table} SET {key} = (SELECT MAX({key}) FROM {table})")


@only_sqlite
@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_no_row_of_a_public_record_is_replaced_under_its_own_number(
    world: World, table: ContentTable
) -> None:
    columns = columns_of(table.name)
    with refused_by_the_database("never replaced"):
        run(
            f"INSERT OR REPLACE INTO {table.name} ({columns})"
            f" SELECT {columns} FROM {table.name} WHERE id = %s",
            public_row(table).pk,
        )


@only_sqlite
@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_no_row_of_a_public_record_is_replaced_under_what_is_unique_beside(
    world: World, table: ContentTable
) -> None:
    if len(unique_keys.unique_keys(connection, table.name)) == 1:
        pytest.skip("nothing is unique but its number")
    columns = columns_of(table.name, without="id")
    with refused_by_the_database("never replaced"):
        run(
            f"REPLACE INTO {table.name} ({columns}) SELECT {columns} FROM {table.name} WHERE id = %s",
            public_row(table).pk,
        )


@only_sqlite
@pytest.mark.parametrize("column", ["id", "rowid"])
@pytest.mark.parametrize("table", TABLES, ids=by_name)
def test_no_row_takes_the_number_of_a_row_of_a_public_record(
    world: World, table: ContentTable, column: str
) -> None:
    with refused_by_the_database("never changes|never replaced"):
        run(f"UPDATE OR REPLACE {table.name} SET {column} = %s", public_row(table).pk + 1_000)


@only_sqlite
@pytest.mark.parametrize("table", RECORDS_WITH_DRAFTS)
def test_no_draft_takes_the_key_of_a_public_record(world: World, table: str) -> None:
    key = next(t.key_column for t in TABLES if t.name == table)
    public = public_row(next(t for t in TABLES if t.name == table))
    with refused_by_the_database("never replaced"):
        run(
            f"UPDATE OR REPLACE {table} SET {key} = %s WHERE state = 'draft' AND {key} IS NOT NULL",
            getattr(public, key),
        )


@only_sqlite
def test_no_draft_of_a_speaker_takes_the_place_of_the_public_one_of_its_source(world: World) -> None:
    speaker = Speaker.objects.get(slug=world.person_at_court)
    columns = columns_of("claims_speaker", without="id")
    values = columns.replace('"slug"', "'another'").replace('"state"', "'draft'").replace('"version"', "0")
    replace = f"REPLACE INTO claims_speaker ({columns}) SELECT {values} FROM claims_speaker WHERE id = %s"
    with refused_by_the_database("never replaced"):
        run(replace, speaker.pk)


@only_sqlite
def test_an_occasion_of_public_claims_keeps_its_place(world: World) -> None:
    run("INSERT INTO claims_occasion (slug, label, place) VALUES ('another', '', '')")
    with refused_by_the_database("never replaced"):
        run("UPDATE OR REPLACE claims_occasion SET slug = %s WHERE slug = 'another'", world.occasion)


@only_sqlite
def test_drafts_are_replaced_freely(world: World) -> None:
    draft = Topic.objects.get(slug=world.unseen_topic)
    columns = columns_of("claims_topic")
    run(f"REPLACE INTO claims_topic ({columns}) SELECT {columns} FROM claims_topic WHERE id = %s", draft.pk)
    assert Topic.objects.get(slug=world.unseen_topic) == draft


def _mark(key: str, after_version: int, never: int) -> None:
    run(
        "INSERT INTO claims_unsealed (record_type, record_key, after_version, never_id)"
        " VALUES ('claim', %s, %s, %s)",
        key,
        after_version,
        never,
    )


def test_no_mark_is_made_beforehand_that_could_be_taken_away_again(world: World) -> None:
    revision = Revision.objects.get(record_type="claim", record_key=world.turn)
    for after_version, never in ((0, -1), (1, revision.pk)):
        with refused_by_the_database("Only the database itself marks"):
            _mark(world.turn, after_version, never)


@only_sqlite
def test_no_mark_is_replaced_by_one_that_could_be_taken_away(world: World) -> None:
    with refused_by_the_database("never replaced"):
        Claim.objects.filter(key=world.turn).update(text="other words")
        columns = columns_of("claims_unsealed")
        run(f"REPLACE INTO claims_unsealed ({columns}) SELECT {columns} FROM claims_unsealed")


def test_the_tombstone_of_a_claim_that_is_public_again_may_go(world: World) -> None:
    with transaction.atomic():
        Claim.objects.filter(key=world.withdrawn).update(state="published")
        Tombstone.objects.filter(key=world.withdrawn).delete()
        assert not Tombstone.objects.filter(key=world.withdrawn).exists()
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_no_row_that_is_append_only_is_changed_by_inserting_it_again(erased: World, table: str) -> None:
    key, columns = primary_key(table), columns_of(table)
    with refused_by_the_database("append-only|never replaced"):
        run(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE 1 = 1"
            f" ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}"
        )


@only_postgresql
@pytest.mark.parametrize("then", ["DELETE", "UPDATE SET {key} = s.{key}"])
@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_no_row_that_is_append_only_is_merged_away(erased: World, table: str, then: str) -> None:
    key = primary_key(table)
    with refused_by_the_database("append-only"):
        run(
            f"MERGE INTO {table} t USING (SELECT {key} FROM {table}) s ON t.{key} = s.{key}"
            f" WHEN MATCHED THEN {then.format(key=key)}"
        )


@only_postgresql
@pytest.mark.parametrize("table", [t for t in TABLES if t.is_record], ids=by_name)
def test_no_public_record_is_merged_away(world: World, table: ContentTable) -> None:
    with refused_by_the_database("never deleted"):
        run(
            f"MERGE INTO {table.name} t USING (SELECT id FROM {table.name} WHERE state = 'published') s"
            " ON t.id = s.id WHEN MATCHED THEN DELETE"
        )


@only_postgresql
def test_a_role_that_is_no_superuser_cannot_put_triggers_to_sleep_for_itself(world: World) -> None:
    with transaction.atomic():
        run("CREATE ROLE claims_test_visitor")
        run("SET LOCAL ROLE claims_test_visitor")
        with refused_by_the_database("session_replication_role"):
            run("SET session_replication_role = replica")
        transaction.set_rollback(True)
