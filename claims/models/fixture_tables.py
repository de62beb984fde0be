"""The tables of a fixture, as the mapping of rows and records tells them."""

from __future__ import annotations

from django.db import models

from claims.domain.record_codec import fields_of
from claims.domain.shared_records import TombstoneRecord
from claims.formats.fixture_tables import OCCASION, FixtureChildren, FixtureColumn, FixtureTable, Tables
from claims.models.claim import Occasion
from claims.models.record_mapping import TYPE_OF_ROW, content_models, mapping_of
from claims.models.revision import Tombstone


def fixture_tables() -> Tables:
    """Every model that a fixture may hold."""
    found = {_label(model): _table(model) for model in content_models()}
    found[OCCASION] = _plain_table(OCCASION, "", Occasion.RECORD)
    tombstone = _label(Tombstone)
    found[tombstone] = _plain_table(tombstone, TombstoneRecord.TYPE, TombstoneRecord)
    return found


def _table(model: type[models.Model]) -> FixtureTable:
    mapping = mapping_of(model)
    return FixtureTable(
        model=_label(model),
        type=TYPE_OF_ROW.get(model, ""),
        columns=tuple(
            FixtureColumn(column.field.json, column.name, column.inline, column.how, column.field.ref)
            for column in mapping.columns
        ),
        children=tuple(
            FixtureChildren(
                children.field.json,
                _label(children.model),
                children.parent,
                any(field.name == "place" for field in children.model._meta.fields),
            )
            for children in mapping.children
        ),
    )


def _plain_table(label: str, record_type: str, record: type) -> FixtureTable:
    return FixtureTable(
        label, record_type, tuple(FixtureColumn(field.json, field.json) for field in fields_of(record))
    )


def _label(model: type[models.Model]) -> str:
    return model._meta.label_lower
