"""The form with which a second editor rewrites what was proposed for a record."""

from __future__ import annotations

import json

import pytest

from claims.admin.decisions.proposals import RewriteForm
from claims.models import Proposal

TOPIC = {
    "type": "topic",
    "slug": "bridges",
    "name": " Bridges\nand fords",
    "description": "Over the Eder. \n",
}


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ({}, {}),
        ({"text_name": "Bridges"}, {"name": "Bridges"}),
        ({"text_description": "Over the Ill.\r\nAnd on."}, {"description": "Over the Ill.\nAnd on."}),
    ],
)
def test_only_texts_that_were_changed_are_rewritten(typed: dict[str, str], changed: dict[str, str]) -> None:
    proposal = Proposal(answers={"document": json.dumps(TOPIC)})
    shown = {"text_name": "Bridgesand fords", "text_description": "Over the Eder."}
    form = RewriteForm(shown | typed, proposal=proposal)
    assert form.is_valid()
    assert json.loads(form.text()) == TOPIC | changed
