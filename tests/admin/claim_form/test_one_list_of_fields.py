"""A new field of a claim is a field of the record and one line of the form's list."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from claims.admin.claim_form import fields as form_fields
from claims.admin.claim_form import fill, read
from claims.admin.claim_form.fields import CLAIM_FIELDS, ClaimField, ClaimForm
from claims.admin.claim_form.read import ClaimReader, Reading
from claims.admin.claim_form.rows import ROWS, row_sets
from claims.admin.fields import line
from claims.domain.record.claim import (
    ClaimRecord,
    Evidence,
    Figure,
    Hop,
    Line,
    Relation,
    Stance,
    Translation,
    Verdict,
)
from claims.domain.record.parts import fields_of
from claims.domain.record.shared import RECORD_TYPES
from tests.admin.claim_form.claim_form_pages import FIRST
from tests.world import World

HAVE_ROWS = {"chain", "stances", "relations", "verdicts", "translations", "figures"}
PARTS: dict[str, tuple[type[Any], set[str]]] = {
    "chain": (Hop, {"hop", "exact"}),
    "stances": (Stance, {"check"}),
    "relations": (Relation, set()),
    "verdicts": (Verdict, {"judged", "evidence", "as_imported"}),
    "evidence": (Evidence, set()),
    "translations": (Translation, set()),
    "figures": (Figure, set()),
}
"""For a kind of row its part of the record, and the fields of the part that its row does not fill in."""


class ClaimWithTone(ClaimRecord):
    tone: Line = ""


@pytest.fixture
def _tone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a field to the record and to the list, and nothing else."""
    monkeypatch.setitem(RECORD_TYPES, "claim", ClaimWithTone)
    tone = ClaimField("more", "tone", "tone", line("Tone of voice"))
    for module in (form_fields, fill, read):
        monkeypatch.setattr(module, "CLAIM_FIELDS", (*CLAIM_FIELDS, tone))


def _sent(**changes: str) -> tuple[ClaimForm, Reading]:
    data = QueryDict(mutable=True)
    data.update(FIRST | changes)
    form = ClaimForm(data)
    return form, ClaimReader(form, row_sets(data), None).read()


@pytest.mark.usefixtures("_tone")
def test_a_field_added_to_the_list_is_filled_read_shown_and_refused_in_place(world: World) -> None:
    form, reading = _sent(tone="calm")
    record = reading.record
    assert isinstance(record, ClaimWithTone), form.errors
    assert record.tone == "calm"
    assert fill.filled_with(record).fields["tone"] == "calm"
    assert "tone" in [shown.field.name for shown in form.sections({})["more"]]
    assert form.is_used("more")
    form, reading = _sent(tone="x" * 501)
    assert reading.record is None
    assert list(form.errors) == ["tone"]
    assert "501 characters are too many" in form.errors["tone"][0]


def test_every_field_of_the_record_is_in_the_list_has_rows_or_is_kept() -> None:
    listed = {one.path.partition(".")[0].rstrip("_") for one in CLAIM_FIELDS if one.path}
    of_record = {field.json for field in fields_of(ClaimRecord)}
    assert of_record == {"key", *listed, *HAVE_ROWS, *read.KEPT}


@pytest.mark.parametrize("name", PARTS)
def test_every_field_of_a_part_is_in_its_row(name: str) -> None:
    part, left_out = PARTS[name]
    assert {*ROWS[name].form.part_fields()} == {field.name for field in fields_of(part)} - left_out
