"""What the database itself holds, whoever writes to it: nothing public changes in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from msgspec.structs import replace

from claims.actions.publishing.amending import Amendment, amend
from claims.actions.publishing.erasing import erase
from claims.database.append_only import APPEND_ONLY
from claims.domain.history.workflow import ChangeClass
from claims.domain.record.claim import ClaimRecord
from claims.models import Claim, FormerAddress, RevisionContent, Source, Topic, Unsealed
from claims.models.content_tables import content_tables
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

pytestmark = pytest.mark.slow

TABLES = content_tables()
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


def committed(changes: Mapping[str, Callable[[], object]]) -> list[str]:
    """The names of the changes that could be committed, or left no mark that they were made."""
    found = []
    for name, change in changes.items():
        try:
            with not_committed():
                change()
        except (pytest.fail.Exception, AssertionError):
            found.append(name)
    return found


def run(sql: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_no_column_of_a_public_record_changes_in_silence(world: World) -> None:
    changes = {}
    for table in TABLES:
        row = public_row(table)
        for field in content_fields(table):
            changes[f"{table.name}.{field.name}"] = partial(update, row, field, other_value(row, field))
    assert committed(changes) == []


def test_no_row_below_a_public_record_goes_in_silence(world: World) -> None:
    assert committed({table.name: partial(delete, public_row(table)) for table in BELOW}) == []


def test_no_row_comes_below_a_public_record_in_silence(world: World) -> None:
    below = [table for table in BELOW if table.name != "claims_occasion"]
    assert committed({table.name: partial(insert_like, public_row(table), table) for table in below}) == []


def test_no_record_comes_into_the_public_without_its_revision(world: World) -> None:
    records = [table for table in TABLES if table.is_record]
    assert committed({table.name: partial(insert_like, public_row(table), table) for table in records}) == []


def test_no_public_record_is_ever_deleted(world: World) -> None:
    deletions = {table.name: partial(delete, public_row(table)) for table in TABLES if table.is_record}
    assert done_in_spite("never deleted", deletions) == {}


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
def test_nothing_is_truncated(world: World) -> None:
    connection.check_constraints()  # Or PostgreSQL itself refuses, for what it still has to check.
    tables = [*(table.name for table in TABLES), *APPEND_ONLY, "claims_unsealed"]
    truncated = {table: partial(run, f"TRUNCATE {table} CASCADE") for table in tables}
    assert done_in_spite("never deleted|append-only|has no new revision", truncated) == {}


def test_the_refusal_comes_with_the_commit_so_that_rows_are_written_first_and_sealed_after(
    world: World,
) -> None:
    with not_committed():
        Claim.objects.filter(key=world.turn).update(said="2021")
        assert Claim.objects.get(key=world.turn).said == "2021"
