"""What the database itself holds, whoever writes to it: nothing that is sealed changes or goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from claims.database.append_only import APPEND_ONLY
from claims.models import Claim, FormerAddress, Outlet, RevisionContent
from claims.models.record_mapping import ROWS
from tests.database.changed_rows import delete, model_of, public_row
from tests.database.sealed_rows import fill_append_only
from tests.world import FOUNDED_AT, World

pytestmark = pytest.mark.slow

TABLES = {model._meta.db_table: model for model in ROWS.values()}


@contextmanager
def refused_by_the_database(match: str | None = None) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        yield


def done_in_spite(refusal: str, tried: Mapping[str, Callable[[], object]]) -> dict[str, str]:
    """By name, what the database did not refuse in these words, and what it did instead."""
    found = {}
    for name, change in tried.items():
        try:
            with transaction.atomic():
                change()
        except DatabaseError as error:
            if not re.search(refusal, str(error)):
                found[name] = str(error)
        else:
            found[name] = "done"
    return found


def run(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_no_public_record_is_ever_deleted(world: World) -> None:
    deletions = {table: partial(delete, public_row(model)) for table, model in TABLES.items()}
    assert done_in_spite("never deleted", deletions) == {}


def test_a_withdrawn_record_is_never_deleted_either(world: World) -> None:
    with refused_by_the_database("never deleted"):
        delete(Claim.objects.get(key=world.withdrawn))


def test_a_draft_is_deleted_freely(world: World) -> None:
    Outlet.objects.create(slug="a-draft", created_at=FOUNDED_AT, changed_at=FOUNDED_AT)
    delete(Outlet.objects.get(slug="a-draft"))
    assert not Outlet.objects.filter(slug="a-draft").exists()


def test_what_is_append_only_is_never_changed(world: World) -> None:
    fill_append_only(world)
    changes = {}
    for table in APPEND_ONLY:
        model = model_of(table)
        column = next(f for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation)
        changes[table] = partial(model._base_manager.update, **{column.attname: None})
    assert done_in_spite("append-only", changes) == {}


def test_what_is_append_only_is_never_deleted(world: World) -> None:
    fill_append_only(world)
    assert (
        done_in_spite("append-only", {table: partial(run, f"DELETE FROM {table}") for table in APPEND_ONLY})
        == {}
    )


def test_content_is_erased_under_the_ledger_alone(world: World) -> None:
    fill_append_only(world)
    assert not RevisionContent.objects.filter(
        revision__record_key=world.amended, revision__version=1
    ).exists()
    connection.check_constraints()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO claims_ledgerrow (sequence, at, kind, actor, summary, previous_hash, row_hash)"
        " SELECT sequence + 1, at, kind, actor, '', 'another', 'f' FROM claims_ledgerrow"
        " ORDER BY sequence DESC LIMIT 1",
        "INSERT INTO claims_revision (record_type, record_key, version, change_class, author, hands,"
        " approver, published_at, valid_from, digest, note_digest, redirects, ledger_row_id)"
        " SELECT record_type, record_key, 9, change_class, author, hands, approver, published_at, valid_from,"
        " digest, note_digest, redirects, ledger_row_id FROM claims_revision WHERE record_key = 'voz'",
        "INSERT INTO claims_revisioncontent (revision_id, text, salt)"
        " SELECT revision_id, '{}', 's' FROM claims_erasure",
        "INSERT INTO claims_erasure (revision_id, part, ledger_row_id, reason)"
        " SELECT id, 'note', ledger_row_id, 'Why?' FROM claims_revision WHERE record_key = 'voz'",
        'INSERT INTO claims_correction (revision_id, note, wrong, "right", learned, thanks, salt)'
        " SELECT id, '', 'X', 'Y', '', '', '' FROM claims_revision WHERE record_key = 'voz'",
        'INSERT INTO claims_formeraddress (record_type, "key", now_key, kind, at, "by", ledger_row_id,'
        " undone_by) SELECT record_type, 'voz', now_key, kind, at, \"by\", 1, '' FROM claims_formeraddress",
        "UPDATE claims_formeraddress SET now_key = 'the-eder-bridge'",
        "UPDATE claims_auditevent SET actor = 'nobody'",
        "UPDATE claims_auditevent SET detail = '{}' WHERE record_key = 'trade'",
    ],
)
def test_nothing_comes_beside_what_was_sealed(world: World, sql: str) -> None:
    fill_append_only(world)
    connection.check_constraints()
    with refused_by_the_database("append-only"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_former_address_is_taken_back_once(world: World) -> None:
    fill_append_only(world)
    moves = FormerAddress.objects.filter(key=world.other_topic)
    assert moves.update(undone_at=FOUNDED_AT, undone_by="bob") == 1
    with refused_by_the_database("append-only"):
        moves.update(undone_at=None, undone_by="")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_nothing_is_truncated(world: World) -> None:
    connection.check_constraints()  # Or PostgreSQL itself refuses, for what it still has to check.
    tables = [*TABLES, *APPEND_ONLY]
    truncated = {table: partial(run, f"TRUNCATE {table} CASCADE") for table in tables}
    assert done_in_spite("never deleted|append-only", truncated) == {}
