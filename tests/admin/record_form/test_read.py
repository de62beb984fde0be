"""A form that is sent back as it was filled gives the record that it was filled with."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.admin.claim_form.rows import row_sets
from claims.admin.record_form.fields import form_of, rows_of
from claims.admin.record_form.read import RecordReader, filled_with
from claims.domain.errors import InvalidRecord
from claims.domain.record.codec import canonical_text, read_document, to_document
from claims.domain.record.rules import draft_problems, future_dates
from claims.domain.record.shared import RECORD_TYPES, CoverageRecord, LeadRecord, Record
from claims.models.record_mapping import ROWS
from tests.admin.sent_forms import sent, with_rows
from tests.domain.generated_records import objects, with_spaces
from tests.generated_records import complete_records, lines_of
from tests.models.test_record_round_trip import keys_of_everything
from tests.records_in_and_out import import_text

pytestmark = pytest.mark.slow

SHARED = [RECORD_TYPES[name] for name in ROWS if name != "claim"]


def read_again(record: Record) -> Record:
    """The record of the form that is sent as it was filled with this one."""
    form, kinds = form_of(type(record), is_new=False), rows_of(type(record))
    values, rows = filled_with(record, form)
    data = sent(with_rows(form(initial=values), row_sets(initial=rows, kinds=kinds).values()))
    read = form(data), row_sets(data, kinds=kinds)
    found = RecordReader(type(record), *read, record).read()
    assert found is not None, [read[0].errors, *(rows.errors for rows in read[1].values())]
    return found


def records() -> st.SearchStrategy[Record]:
    """Records of every type that could be drafts, and point to no claim."""
    found = st.one_of([objects(cls) for cls in SHARED]).flatmap(with_spaces).map(_pointing_to_no_claim)
    return found.filter(lambda record: not _problems_of(record) and _can_be_read(record))


def _pointing_to_no_claim(record: Any) -> Record:
    if isinstance(record, CoverageRecord):
        return replace(record, found=())
    return replace(record, claim="") if isinstance(record, LeadRecord) else record


def _problems_of(record: Record) -> tuple[InvalidRecord, ...]:
    return (*draft_problems(record), *future_dates(record, timezone.now().date()))


def _can_be_read(record: Record) -> bool:
    return read_document(to_document(record))[0] == record


@pytest.fixture
def keys(db: None) -> None:
    keys_of_everything()


@given(record=records())
def test_any_record_comes_back_from_its_form(keys: None, record: Record) -> None:
    assert read_again(record) == record


@pytest.mark.django_db
def test_a_record_in_which_every_field_says_something_comes_back_from_its_form() -> None:
    records = [record for record in complete_records() if record.TYPE not in ("claim", "tombstone")]
    import_text(lines_of(complete_records()), publish=True)
    for record in records:
        assert canonical_text(read_again(record)) == canonical_text(record)
