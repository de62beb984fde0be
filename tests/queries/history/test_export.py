"""Exports, and the way back: equal content is equal bytes, and nothing that a record says is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings

from claims.domain.record.codec import canonical_text
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.shared import RECORD_TYPES, Record
from tests.generated_records import complete_records, lines_of, record_sets
from tests.records_in_and_out import exported, import_text, told

pytestmark = pytest.mark.slow


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
@pytest.mark.same_sql
@settings(max_examples=12)
@given(records=record_sets())
def test_whatever_a_record_says_survives_the_round_trip(records: list[Record]) -> None:
    first, second = _round_trip(records)
    assert first == second
    assert sorted(first.splitlines()) == sorted(canonical_text(record) for record in records)


def _said(part: Any) -> Iterator[tuple[str, str]]:
    """The class and the field of everything that a record says, its parts included."""
    for field in fields_of(type(part)):
        value = getattr(part, field.name)
        if value != field.default:
            yield type(part).__name__, field.name
        for item in (value if field.many else (value,)) if field.of and value else ():
            yield from _said(item)


def _fields(part: type[Part]) -> Iterator[tuple[str, str]]:
    for field in fields_of(part):
        yield part.__name__, field.name
        if field.of:
            yield from _fields(field.of)


@pytest.mark.django_db
def test_every_field_of_every_record_survives_the_round_trip() -> None:
    records = complete_records()
    said = {place for record in records for place in _said(record)}
    assert {place for record in RECORD_TYPES.values() for place in _fields(record)} - said == set()
    import_text(lines_of(records), publish=True)
    assert exported() == lines_of(_in_order(records))


@pytest.mark.django_db
def test_a_relation_may_point_to_a_tombstone_and_a_claim_to_a_later_one() -> None:
    import_text(lines_of(reversed(complete_records())), publish=True)
    assert '"to":"3333333333"' in exported()
    assert exported().splitlines()[-1].startswith('{"key":"3333333333"')


def _in_order(records: list[Record]) -> list[Record]:
    order = list(RECORD_TYPES)
    return sorted(records, key=lambda record: (order.index(record.TYPE), canonical_key(record)))


def canonical_key(record: Record) -> str:
    return str(getattr(record, "key", "") or getattr(record, "slug", ""))
