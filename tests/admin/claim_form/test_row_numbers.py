"""The number of rows that a form claims to have costs nothing by itself."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.admin.claim_form.rows import ROWS
from claims.models import Claim
from tests.admin.claim_form.claim_form_pages import ADD, FIRST
from tests.world import World


@pytest.mark.parametrize("number", ["61", "100000000", "9" * 5_000])
def test_a_form_that_claims_too_many_rows_is_refused_and_keeps_those_that_came(
    world: World, editor: Client, number: str
) -> None:
    before = Claim.objects.count()
    page = editor.post(ADD, FIRST | {f"{name}-TOTAL_FORMS": number for name in ROWS})
    assert page.status_code == 200
    assert "at most 60 rows of a kind: nothing was saved" in page.text
    assert "The stones are sold,” said Viktor Lebed" in page.text
    assert 'name="chain-1-exact"' not in page.text
    assert Claim.objects.count() == before
