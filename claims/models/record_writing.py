"""Writes records into rows, by ``record_mapping``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import Record
from claims.models.claim import Claim
from claims.models.fuzzy_dates import set_ends
from claims.models.record_mapping import Keys, mapping_of
from claims.models.record_row import RecordRow


def fill(row: RecordRow, record: Record, keys: Keys) -> None:
    """Set the columns of a row from a record; nothing is saved.

    ``keys`` needs the primary key of every record and occasion that the record points to (else KeyError).
    """
    _fill(row, record, keys)
    if isinstance(row, Claim) and isinstance(record, ClaimRecord):
        row.occasion_id = keys["occasion", record.occasion.slug] if record.occasion else None
        if row.amends_id is not None:
            row.key = None


def _fill(row: models.Model, record: Any, keys: Keys) -> None:
    for column in mapping_of(type(row)).columns:
        holder = getattr(record, column.inline) if column.inline else record
        if holder is None:
            value = () if column.field.many else column.field.default
        else:
            value = getattr(holder, column.field.name)
        if column.how == "key":
            setattr(row, f"{column.name}_id", keys[column.field.ref, value] if value else None)
        elif column.how == "list":
            setattr(row, column.name, list(value))
        elif column.how == "plain":
            setattr(row, column.name, value)
    for name in getattr(row, "DATED", ()):
        set_ends(row, name)


def rows_below(row: models.Model, record: Any, keys: Keys) -> Iterator[models.Model]:
    """Unsaved child rows and links of a record, parents before children.

    They refer to the row object: save it first, then these with ``save_below``.
    """
    mapping = mapping_of(type(row))
    for column in mapping.columns:
        if column.how == "keys":
            link = getattr(type(row), column.name)
            source, target = link.field.m2m_field_name(), link.field.m2m_reverse_field_name()
            for key in getattr(record, column.field.name):
                yield link.through(**{source: row, f"{target}_id": keys[column.field.ref, key]})
    for children in mapping.children:
        for place, part in enumerate(getattr(record, children.field.name)):
            child = children.model(**{children.parent: row})
            _fill(child, part, keys)
            if not children.field.is_set and hasattr(child, "place"):
                child.place = place
            yield child
            yield from rows_below(child, part, keys)


def save_below(rows: Iterable[models.Model]) -> None:
    """Save the rows of ``rows_below``, a table at a time."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, found in by_model.items():
        for row in found:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.ForeignKey) and field.is_cached(row):
                    setattr(row, field.attname, getattr(row, field.name).pk)
        model._base_manager.bulk_create(found)


def clear_below(rows: Iterable[RecordRow]) -> None:
    """Delete the child rows and links of these rows, a table at a time."""
    by_model: dict[type[RecordRow], list[int]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row.pk)
    for model, found in by_model.items():
        mapping = mapping_of(model)
        for column in mapping.columns:
            if column.how == "keys":
                link = getattr(model, column.name)
                of_rows = {f"{link.field.m2m_field_name()}__in": found}
                link.through._base_manager.filter(**of_rows).delete()
        for children in mapping.children:
            children.model._base_manager.filter(**{f"{children.parent}__in": found}).delete()
