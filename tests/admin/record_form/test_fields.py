"""The form of a record is made of the fields of its class."""

from __future__ import annotations

from typing import Annotated

import pytest
from django import forms

from claims.admin.record_form.fields import KEPT, form_of, rows_of
from claims.admin.reference_field import ReferenceField, ReferenceLinesField
from claims.domain.record.claim import Name, SpeakerRef, TopicRef
from claims.domain.record.marks import Edtf, OneOf, Set
from claims.domain.record.parts import Part, fields_of
from claims.domain.record.shared import RECORD_TYPES, Record, TopicRecord
from claims.models.record_mapping import ROWS
from tests.admin.record_form.test_read import read_again
from tests.cases import each_case

SHARED = [RECORD_TYPES[name] for name in ROWS if name != "claim"]


class Stage(Part):
    name: Name
    begins: Annotated[str, Edtf()] = ""


class BridgeRecord(TopicRecord):
    """A topic with more fields, of every kind."""

    material: Annotated[str, OneOf({"stone": "stone", "wood": "wood"})] = "stone"
    opened: Annotated[str, Edtf()] = ""
    arches: int | None = None
    is_closed: bool = False
    builder: SpeakerRef = ""
    roads: Annotated[tuple[TopicRef, ...], Set()] = ()
    other_names: tuple[Name, ...] = ()
    stages: tuple[Stage, ...] = ()


def test_a_new_field_of_a_record_is_in_its_form_without_another_line() -> None:
    form = form_of(BridgeRecord, is_new=True)()
    kinds = {
        "material": forms.ChoiceField, "opened": forms.CharField, "arches": forms.IntegerField,
        "is_closed": forms.BooleanField, "builder": ReferenceField, "roads": ReferenceLinesField,
        "other_names": forms.CharField,
    }  # fmt: skip
    for name, kind in kinds.items():
        assert isinstance(form.fields[name], kind), name
        assert form.fields[name].label, name
    assert form.fields["is_closed"].label == "Is closed"
    assert list(rows_of(BridgeRecord)["stages"].form.base_fields) == ["name", "begins"]


@pytest.mark.django_db
def test_a_new_field_of_a_record_is_filled_in_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECORD_TYPES, BridgeRecord.TYPE, BridgeRecord)
    record = BridgeRecord(
        slug="the-bridge", name="The bridge", material="wood", opened="2019-02", arches=3, is_closed=True,
        other_names=("Old bridge", "Toll bridge"),
        stages=(Stage(name="Piers"), Stage(name="Deck", begins="2019")),
    )  # fmt: skip
    assert read_again(record) == record


@each_case("record", SHARED)
def test_every_field_of_a_record_is_in_its_form_or_kept(record: type[Record]) -> None:
    named = {field.name for field in fields_of(record)}
    assert named - set(form_of(record, is_new=True).base_fields) - set(rows_of(record)) <= {*KEPT, "key"}
