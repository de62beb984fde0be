"""Whatever somebody does to a table past the triggers, verification names it, and never ends otherwise.

Every table of the app is walked: a row is deleted, one is slipped in, and columns are changed. What may be
done in silence stands in ``NOTHING_PUBLIC``, each with the reason.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from pytest_django import DjangoDbBlocker

from claims.actions.editing.arranging import pick_question
from claims.actions.merging.merging import rename
from claims.domain.history.verify import Misfit
from claims.models import Claim, DeskValue, FacetCount, Position
from claims.models.record_row import RecordRow
from claims.queries.history.verification import verify_database
from tests.database.changed_rows import other_value, public_row
from tests.looking_back import noon
from tests.projected import NO_COUNTS
from tests.world import ANN, BOB, World

pytestmark = pytest.mark.slow

NOTHING_PUBLIC = {
    "assignment": "who is to finish a draft, for the desk",
    "auditevent": "who did what, for the desk; but the question of the moment is held against it",
    "batch": "an import, as the desk knows it",
    "batchentry": "what an import changed, as the desk knows it",
    "claimidentity": "which claim a file means; no page prints it",
    "coding": "what an editor made of a claim; the stance is in the record",
    "followedlead": "from which lead a draft was begun, for the desk",
    "proposal": "what waits for a second editor",
    "savedview": "a search that somebody keeps",
    "sourcepassage": "what was left out of a source, for the desk",
    "worksheet": "that a source was read to its end, for the desk",
}
"""Tables of which no row is printed on a public page."""

SLIPPED_IN_BELOW = (
    *("ledgerrow", "revisioncontent", "erasure", "correction", "claim", "frontquestion"),
    *("recordversion", "claimversion"),
)
"""Tables that take no copy of a row under another key: other tests slip something in, where it can be."""

FREE_OF_RECORDS = {
    "edition": "how often the row was written, for the desk",
    "author": "who began the draft, for the desk",
    "hands": "who wrote the draft, for the desk; those of a version are sealed",
    "created_at": "when the draft was begun, for the desk",
    "changed_at": "when the row was written, for the desk",
    "change_state": "how far a change is, for the desk",
    "change_note": "what is to be said of a change, for the desk; what was said is sealed",
}
"""Columns of a public record that its text does not give, and no page prints."""

TABLES = [
    model
    for model in apps.get_app_config("claims").get_models(include_auto_created=True)
    if model._meta.model_name not in NOTHING_PUBLIC
]


def by_name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


@pytest.fixture(scope="module")
def unguarded(unguarded_history: World, django_db_blocker: DjangoDbBlocker) -> World:
    """The test world with a row in every table, and without triggers."""
    with django_db_blocker.unblock():
        rename(record_type="topic", key="trade", now_key="trade-and-tolls", note="Wider.", by=ANN,
               approver=BOB, at=noon(29))  # fmt: skip
        position = Position.objects.get(slug=unguarded_history.ordered_position)
        pick_question(position=position, by=BOB, at=noon(30))
        connection.check_constraints()
    return unguarded_history


def test_left_alone_the_world_verifies(unguarded: World, db: None) -> None:
    verified = verify_database()
    assert (verified.moves, verified.erased) == (2, 1)


@pytest.mark.same_sql
@pytest.mark.parametrize("model", TABLES, ids=by_name)
def test_a_row_that_is_deleted_is_named(unguarded: World, db: None, model: type[models.Model]) -> None:
    row = some_row(model)
    assert_named(f"DELETE FROM {table_of(row)} WHERE {key_of(row)} = %s", [row.pk])


@pytest.mark.same_sql
@pytest.mark.parametrize("model", TABLES, ids=by_name)
def test_a_row_that_is_slipped_in_is_named(unguarded: World, db: None, model: type[models.Model]) -> None:
    row = some_row(model)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or field.is_relation]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # What the table itself refuses as it is, it may take with other keys.
    for is_other in (_is_key, _is_key_or_text, *_each_reference(fields)):
        values = [
            field.get_db_prep_save(
                changed(row, field) if is_other(field) else getattr(row, field.attname), connection
            )
            for field in fields
        ]
        if assert_named(f"INSERT INTO {table_of(row)} ({names}) VALUES ({marks})", values):
            return
    assert by_name(model) in SLIPPED_IN_BELOW, "no row could be slipped in"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            "INSERT INTO claims_ledgerrow (sequence, at, kind, actor, summary, previous_hash, row_hash)"
            " SELECT sequence + 1, at, kind, actor, '', row_hash, 'f' FROM claims_ledgerrow"
            " ORDER BY sequence DESC LIMIT 1",
            "its hash is not that of its content",
        ),
        (
            "INSERT INTO claims_revisioncontent (revision_id, text, salt)"
            " SELECT revision_id, '{}', 's' FROM claims_erasure",
            "is not the one that was sealed",
        ),
        (
            "INSERT INTO claims_erasure (revision_id, part, ledger_row_id, reason)"
            " SELECT id, 'content', ledger_row_id, 'Why?' FROM claims_revision WHERE record_key = 'voz'",
            "Ledger row 1: its hash is not that of its content",
        ),
        (
            'INSERT INTO claims_correction (revision_id, note, wrong, "right", learned, thanks, salt)'
            " SELECT id, '', 'X', 'Y', '', '', '' FROM claims_revision WHERE record_key = 'voz'",
            "The public note on version 1 of the outlet voz was never sealed",
        ),
    ],
)
def test_a_row_beside_the_seal_is_named(unguarded: World, db: None, sql: str, message: str) -> None:
    with past_the_triggers(sql, []):
        assert message in named()


@pytest.mark.same_sql
@pytest.mark.parametrize("model", TABLES, ids=by_name)
def test_a_column_that_is_changed_is_named(unguarded: World, db: None, model: type[models.Model]) -> None:
    row = some_row(model)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    for field in fields:
        if field.name in FREE_OF_RECORDS and issubclass(model, RecordRow):
            continue
        value = field.get_db_prep_save(changed(row, field), connection)
        assert_named(f'UPDATE {table_of(row)} SET "{field.column}" = %s WHERE {key_of(row)} = %s',
                     [value, row.pk])  # fmt: skip


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("claims_revision", "hands", '{"ann": 1}'),
        ("claims_revision", "redirects", '[["topic"]]'),
        ("claims_revision", "redirects", '[["topic", "trade", "roads", 7]]'),
        ("claims_revisioncontent", "text", "no JSON"),
        ("claims_claim", "said", "the day after"),
        ("claims_claim", "document", "no JSON"),
        ("claims_coveragecheck", "starts", "the day after"),
        ("claims_coveragecheck", "sealed_id", "7777"),
        ("claims_tombstone", "withdrawn_on", "long ago"),
        ("claims_erasure", "part", "nothing"),
        ("claims_formeraddress", "record_type", "dragon"),
        ("claims_claimversion", "said", "never"),
    ],
)
def test_what_cannot_be_read_is_named(
    unguarded: World, db: None, table: str, column: str, value: str | None
) -> None:
    assert_named(f"UPDATE {table} SET {column} = %s", [value])


def test_a_source_that_claims_point_to_is_named_by_a_claim(unguarded: World, db: None) -> None:
    with past_the_triggers("DELETE FROM claims_source WHERE key = %s", [unguarded.spanish_source]):
        assert "which is not there" in named()


def _is_key(field: models.Field[Any, Any]) -> bool:
    is_number = isinstance(field, models.PositiveSmallIntegerField | models.PositiveIntegerField)
    is_number = is_number or isinstance(field, models.BigIntegerField)
    return (field.unique or is_number) and field.name not in ("version", "edition", "said_year")


def _is_key_or_text(field: models.Field[Any, Any]) -> bool:
    is_text = isinstance(field, models.CharField) and not field.choices and field.name != "said"
    return _is_key(field) or is_text or isinstance(field, models.DateTimeField)


def _each_reference(fields: list[Any]) -> Iterator[Callable[[Any], bool]]:
    for reference in reversed(fields):
        if isinstance(reference, models.ForeignKey):
            yield partial(operator.is_, reference)


def assert_named(sql: str, values: list[Any]) -> bool:
    """That verification says what is wrong after a statement; false if the table refuses the statement."""
    try:
        with past_the_triggers(sql, values):
            assert named().endswith(".")
    except IntegrityError:
        return False
    return True


def named() -> str:
    with pytest.raises(Misfit) as caught:
        verify_database()
    return caught.value.message


class past_the_triggers:  # noqa: N801 — used as a context manager
    """Run a statement, and take it back at the end. Constraints that are put off stay so."""

    def __init__(self, sql: str, values: list[Any]) -> None:
        self.sql, self.values = sql, values
        self.around = transaction.atomic()

    def __enter__(self) -> None:
        self.around.__enter__()
        try:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.values)
                assert cursor.rowcount
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)


def some_row(model: type[models.Model]) -> models.Model:
    """A row of the table that a public page draws on."""
    if issubclass(model, RecordRow):
        return public_row(model)
    rows = model._base_manager.order_by("pk")
    if model is DeskValue:
        rows = rows.filter(claim__state="published")
    row: models.Model | None = (rows.exclude(facet__in=NO_COUNTS) if model is FacetCount else rows).first()
    assert row is not None, f"the test world has no row in {model._meta.db_table}"
    return row


def changed(row: models.Model, field: models.Field[Any, Any]) -> Any:
    """Another value that the column can hold."""
    value = getattr(row, field.attname)
    if isinstance(value, datetime | date):
        return value + timedelta(days=1 if value.year < 9999 else -1)
    if value is None and isinstance(field, models.DateTimeField):
        return noon(31)
    other = other_value(row, field)
    longest = getattr(field, "max_length", None)
    return f"x{other}"[:longest] if isinstance(other, str) and longest and len(other) > longest else other


def table_of(row: models.Model) -> str:
    return str(row._meta.db_table)


def key_of(row: models.Model) -> str:
    return str(row._meta.pk.column)


def test_every_reason_names_a_table() -> None:
    names = {model._meta.model_name for model in apps.get_app_config("claims").get_models()}
    assert names >= set(NOTHING_PUBLIC)
    assert Claim._meta.model_name not in NOTHING_PUBLIC
