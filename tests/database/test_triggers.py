"""What the database itself holds, whoever writes to it: nothing public changes in silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from claims.actions.amending import Amendment, amend
from claims.actions.erasing import erase
from claims.database.append_only import APPEND_ONLY
from claims.domain.record import ClaimRecord
from claims.domain.workflow import ChangeClass
from claims.models import Claim, FormerAddress, RevisionContent, Source, Topic, Unsealed
from claims.models.content_tables import ContentTable, content_tables
from claims.models.record_mapping import as_record
from tests.database.changed_rows import (
    content_fields,
    delete,
    insert_like,
    model_of,
    other_value,
    public_row,
    update,
)
from tests.database.sealed_rows import fill_append_only
from tests.world import ANN, BOB, FOUNDED_AT, World

TABLES = content_tables()
COLUMNS = [(table, field) for table in TABLES for field in content_fields(table)]
BELOW = [table for table in TABLES if not table.is_record]


@contextmanager
def not_committed() -> Iterator[None]:
    """What happens inside cannot be committed: the database refuses it at once, or at the end."""
    with refused_by_the_database():
        yield
        assert Unsealed.objects.exists(), "the change left no mark"
        connection.check_constraints()


@contextmanager
def refused_by_the_database(match: str | None = None) -> Iterator[None]:
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        yield


def by_name(value: Any) -> str:
    return str(value.name)


@pytest.mark.parametrize(("table", "field"), COLUMNS, ids=by_name)
def test_no_column_of_a_public_record_changes_in_silence(
    world: World, table: ContentTable, field: models.Field[Any, Any]
) -> None:
    row = public_row(table)
    with not_committed():
        update(row, field, other_value(row, field))


@pytest.mark.parametrize("table", BELOW, ids=by_name)
def test_no_row_below_a_public_record_goes_in_silence(world: World, table: ContentTable) -> None:
    row = public_row(table)
    with not_committed():
        delete(row)


@pytest.mark.parametrize("table", [t for t in BELOW if t.name != "claims_occasion"], ids=by_name)
def test_no_row_comes_below_a_public_record_in_silence(world: World, table: ContentTable) -> None:
    row = public_row(table)
    with not_committed():
        insert_like(row, table)


@pytest.mark.parametrize("table", [t for t in TABLES if t.is_record], ids=by_name)
def test_no_record_comes_into_the_public_without_its_revision(world: World, table: ContentTable) -> None:
    row = public_row(table)
    with not_committed():
        insert_like(row, table)


@pytest.mark.parametrize("table", [t for t in TABLES if t.is_record], ids=by_name)
def test_no_public_record_is_ever_deleted(world: World, table: ContentTable) -> None:
    row = public_row(table)
    with refused_by_the_database("never deleted"):
        delete(row)


def test_a_withdrawn_claim_is_neither_deleted_nor_brought_back_in_silence(world: World) -> None:
    row = Claim.objects.get(key=world.withdrawn)
    with refused_by_the_database("never deleted"):
        delete(row)
    with not_committed():
        Claim.objects.filter(pk=row.pk).update(state="published")
    with not_committed():
        Claim.objects.filter(pk=row.pk).update(text="other words")


def test_a_public_record_does_not_leave_the_public_in_silence(world: World) -> None:
    with not_committed():
        Topic.objects.filter(slug=world.topic).update(state="draft", version=0)


def test_drafts_change_freely(world: World) -> None:
    Claim.objects.filter(key=world.draft).update(text="other words")
    Claim.objects.get(key=world.draft).chain.update(named_as="he")
    Claim.objects.filter(amends__key=world.later_support).update(text="other words")
    connection.check_constraints()


def test_saving_without_a_change_needs_no_revision(world: World) -> None:
    claim = Claim.objects.get(key=world.first_support)
    claim.search_text, claim.said_latest = "derived anew", claim.said_earliest
    claim.save()
    Source.objects.get(key=world.dated_source).save()
    connection.check_constraints()
    assert not Unsealed.objects.exists()


def test_a_mark_does_not_go_away_by_itself(world: World) -> None:
    with refused_by_the_database("has no new revision"):
        Claim.objects.filter(key=world.turn).update(text="other words")
        Unsealed.objects.all().delete()


def test_the_revision_of_one_record_does_not_cover_the_silence_of_another(world: World) -> None:
    record = as_record(Claim.objects.get(key=world.turn))
    assert isinstance(record, ClaimRecord)
    with refused_by_the_database():
        Claim.objects.filter(key=world.refusal).update(text="other words")
        amend(
            amendments=[Amendment(replace(record, role="another role"), ChangeClass.UPDATE, "A role.")],
            by=ANN,
            approver=BOB,
            at=FOUNDED_AT,
        )


@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_what_is_append_only_is_never_changed(world: World, table: str) -> None:
    fill_append_only(world)
    model = model_of(table)
    column = next(f for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation)
    with refused_by_the_database("append-only"):
        model._base_manager.update(**{column.attname: None})


@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_what_is_append_only_is_never_deleted(world: World, table: str) -> None:
    fill_append_only(world)
    with refused_by_the_database("append-only"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


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


def test_the_row_of_a_withdrawn_claim_is_emptied_after_an_erasure_alone(world: World) -> None:
    row = Claim.objects.filter(key=world.withdrawn)
    with not_committed():
        row.update(text="other words")
    erase(record_type="claim", key=world.withdrawn, contents=[1], reason="Law.", by=BOB, at=FOUNDED_AT)
    row.update(text="—")
    connection.check_constraints()
    with not_committed():
        row.update(state="published")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
@pytest.mark.parametrize("table", [*(t.name for t in TABLES), *APPEND_ONLY, "claims_unsealed"])
def test_nothing_is_truncated(world: World, table: str) -> None:
    connection.check_constraints()  # Or PostgreSQL itself refuses, for what it still has to check.
    refusal = "never deleted|append-only|has no new revision"
    with refused_by_the_database(refusal), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_the_refusal_comes_with_the_commit_so_that_rows_are_written_first_and_sealed_after(
    world: World,
) -> None:
    with not_committed():
        Claim.objects.filter(key=world.turn).update(said="2021")
        assert Claim.objects.get(key=world.turn).said == "2021"
