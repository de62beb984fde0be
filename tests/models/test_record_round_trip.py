"""Whatever a record holds, its row gives back, and its columns repeat."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.rules import draft_problems
from claims.domain.record.shared import RECORD_TYPES, SourceRecord, key_field
from claims.models.record_mapping import ROWS, as_record, columns_of, fill, with_content
from tests.domain.generated_records import SLUGS, objects
from tests.world import FOUNDED_AT


def sound(record: Any) -> Any:
    """The record as tables take it: a name of its own, hops in a row, one stance to a position."""
    if not isinstance(record, ClaimRecord):
        own = "key" if isinstance(record, SourceRecord) else "slug"
        return replace(record, **{own: "the-record"})
    chain = tuple(
        replace(hop, hop=number, from_=number + 1 if number < len(record.chain) else None)
        for number, hop in enumerate(record.chain, start=1)
    )
    stances = {stance.position: replace(stance, unchanged=True) for stance in record.stances}
    relations = {(relation.kind, relation.to): relation for relation in record.relations}
    return replace(
        record,
        chain=chain,
        stances=tuple(stances.values()),
        relations=tuple(relations.values()),
    )


def generated() -> st.SearchStrategy[Any]:
    found = st.one_of([objects(cls) for name, cls in RECORD_TYPES.items() if name in ROWS]).map(sound)
    return found.filter(lambda record: isinstance(record, ClaimRecord) or not draft_problems(record))


def keys_of_everything() -> dict[tuple[str, str], int]:
    """A row of every type for every slug that generated records point to; their primary keys."""
    keys: dict[tuple[str, str], int] = {}
    for record_type in ("speaker", "outlet", "source", "topic", "position", "scale"):
        for slug in SLUGS:
            row = ROWS[record_type](created_at=FOUNDED_AT, changed_at=FOUNDED_AT)
            setattr(row, key_field(record_type), slug)
            row.save()
            keys[record_type, slug] = row.pk
    return keys


@pytest.fixture
def keys(db: None) -> dict[tuple[str, str], int]:
    return keys_of_everything()


@given(record=generated())
def test_whatever_a_record_holds_comes_back_from_its_row_and_its_columns(
    keys: dict[tuple[str, str], int], record: Any
) -> None:
    with transaction.atomic():
        row = ROWS[record.TYPE](created_at=FOUNDED_AT, changed_at=FOUNDED_AT)
        fill(row, record, keys)
        row.save()
        kept = with_content(type(row)._base_manager.filter(pk=row.pk)).get()
        assert as_record(kept) == record
        for column in columns_of(type(row)):
            assert column.value_in(kept) == column.value_of(record), column.name
        transaction.set_rollback(True)
