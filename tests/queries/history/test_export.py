"""Exports, and the way back: equal content is equal bytes, and nothing that a record says is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models, transaction
from hypothesis import given, settings

from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import RECORD_TYPES, Record
from claims.models import Occasion
from claims.models.fuzzy_dates import ends_of
from claims.models.record_mapping import mapping_of
from claims.models.record_row import RecordRow
from tests.generated_records import complete_records, lines_of, record_sets
from tests.records_in_and_out import content_models, exported, import_text, told

pytestmark = pytest.mark.slow

BESIDE_CONTENT = {
    *(field.name for field in RecordRow._meta.fields),
    "id",
    "place",
    "said_year",
    "search_text",
    "amends",
    "occasion",
}
"""Columns that no record carries: what is derived, counted, or keeps the order (and occasions, see below)."""


def _round_trip(records: list[Record]) -> tuple[str, str]:
    """What is exported after an import, and again after an import of that into an empty database."""
    texts = []
    text = lines_of(records)
    for _ in range(2):
        with transaction.atomic():
            plan = import_text(text, publish=True)
            assert told(plan) == []
            connection.check_constraints()
            text = exported()
            transaction.set_rollback(True)
        texts.append(text)
    return texts[0], texts[1]


@pytest.mark.django_db
def test_an_export_imported_into_an_empty_database_is_exported_byte_for_byte_again() -> None:
    first, second = _round_trip(complete_records())
    assert first == second
    assert first.count("\n") == len(complete_records())


@pytest.mark.django_db
@pytest.mark.sqlite_only
@settings(max_examples=12)
@given(records=record_sets())
def test_whatever_a_record_says_survives_the_round_trip(records: list[Record]) -> None:
    first, second = _round_trip(records)
    assert first == second
    assert sorted(first.splitlines()) == sorted(canonical_text(record) for record in records)


@pytest.mark.django_db
def test_every_content_column_of_every_model_survives_the_round_trip() -> None:
    import_text(lines_of(complete_records()), publish=True)
    for model in content_models():
        for column in mapping_of(model).columns:
            rows = model._base_manager.all()
            if column.how == "keys":
                rows = rows.filter(**{f"{column.name}__isnull": False})
            else:
                rows = rows.exclude(**{column.name: _default(model, column.name)})
            assert rows.exists(), f"{model.__name__}.{column.name} is not in the records of this test"
    assert exported() == lines_of(_in_order(complete_records()))


def test_every_column_is_content_or_known_to_be_none() -> None:
    every: tuple[type[models.Model], ...] = (*content_models(), Occasion)
    for model in every:
        mapped = {column.name for column in mapping_of(model).columns} if model is not Occasion else set()
        mapped |= {"slug", "label", "place"} if model is Occasion else set()
        parent = {getattr(model, "PARENT", "")}
        derived = {end for name in getattr(model, "DATED", ()) for end in ends_of(name)}
        derived |= set(getattr(model, "COPIES", ()))
        names = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
        assert names - mapped - parent - derived - BESIDE_CONTENT == set(), model.__name__


@pytest.mark.django_db
def test_a_relation_may_point_to_a_tombstone_and_a_claim_to_a_later_one() -> None:
    import_text(lines_of(reversed(complete_records())), publish=True)
    assert '"to":"3333333333"' in exported()
    assert exported().splitlines()[-1].startswith('{"key":"3333333333"')


def _default(model: type[models.Model], name: str) -> Any:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field.get_default()


def _in_order(records: list[Record]) -> list[Record]:
    order = list(RECORD_TYPES)
    return sorted(records, key=lambda record: (order.index(record.TYPE), canonical_key(record)))


def canonical_key(record: Record) -> str:
    return str(getattr(record, "key", "") or getattr(record, "slug", ""))
