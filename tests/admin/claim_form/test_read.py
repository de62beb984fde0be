"""The form of a claim that is sent back as it was filled gives the claim that it was filled with."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.admin.claim_form.fields import ClaimForm
from claims.admin.claim_form.fill import filled_with
from claims.admin.claim_form.read import ClaimReader
from claims.admin.claim_form.rows import row_sets
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text
from claims.domain.record.shared import Record
from claims.models import Claim
from claims.models.record_mapping import claim_record, with_content
from tests.admin.sent_forms import sent, with_rows
from tests.domain.generated_records import with_spaces
from tests.generated_records import complete_records, lines_of, record_sets
from tests.records_in_and_out import import_text

pytestmark = pytest.mark.slow


def read_again(record: ClaimRecord) -> ClaimRecord:
    """The claim of the form that is sent as it was filled with this one."""
    filled = filled_with(record)
    form, rows = ClaimForm(initial=filled.fields), row_sets(initial=filled.rows)
    data = sent(with_rows(form, rows.values()))
    read = ClaimForm(data), row_sets(data)
    reading = ClaimReader(*read, record).read()
    assert reading.record is not None, [read[0].errors, *(one.errors for one in read[1].values())]
    assert not reading.new
    assert not reading.set_aside
    return reading.record


def spaced(records: list[Record]) -> st.SearchStrategy[list[Record]]:
    """The records, but tombstones, with spaces and line breaks in their texts."""
    return st.tuples(*(with_spaces(one) for one in records if one.TYPE != "tombstone")).map(list)


@pytest.mark.django_db
@settings(max_examples=settings().max_examples // 3)
@given(records=record_sets().flatmap(spaced))
def test_any_claim_comes_back_from_its_form(records: list[Record]) -> None:
    with transaction.atomic():
        assume(not import_text(lines_of(records)).problems)
        claims = [claim_record(row) for row in with_content(Claim.objects.order_by("pk"))]
        again = [read_again(claim) for claim in claims]
        transaction.set_rollback(True)
    assert [canonical_text(claim) for claim in again] == [canonical_text(claim) for claim in claims]


@pytest.mark.django_db
def test_an_occasion_that_an_import_wrote_on_two_lines_comes_back_from_the_form() -> None:
    records = [
        replace(one, occasion=replace(one.occasion, label="at the\nfair"))
        if isinstance(one, ClaimRecord) and one.occasion
        else one
        for one in complete_records()
    ]
    assert not import_text(lines_of(records), publish=True).problems
    for row in with_content(Claim.objects.all()):
        claim = claim_record(row)
        assert claim.occasion is not None
        assert claim.occasion.label == "at the\nfair"
        assert read_again(claim).occasion == claim.occasion
