"""Rows and their records.

The content of a row is a document (``RecordRow.content``). Columns repeat that by which the desk lists, sorts
and searches: a column has the name of its field, or the one that ``NAMES`` of the model gives; columns of a
claim belong to the fields of its words too. A reference is a foreign key.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from django.db import models

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import canonical_text, from_text
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import Record, key_field
from claims.models.claim import Claim
from claims.models.coverage import CoverageCheck, Event, Lead
from claims.models.record_row import RecordRow
from claims.models.shared import Outlet, Position, RatingScale, Source, Speaker, Topic

ROWS: dict[str, type[RecordRow]] = {
    "speaker": Speaker,
    "outlet": Outlet,
    "source": Source,
    "topic": Topic,
    "position": Position,
    "scale": RatingScale,
    "event": Event,
    "coverage": CoverageCheck,
    "lead": Lead,
    "claim": Claim,
}
"""The table of each record type, in the order of an export, where tombstones come last."""

TYPE_OF_ROW: dict[type[models.Model], str] = {model: name for name, model in ROWS.items()}
Row = TypeVar("Row", bound=RecordRow)
Keys = Mapping[tuple[str, str], int]
"""Primary keys by (type, key)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that repeats a field of the record, or of the ``part`` of it of that name.

    ``ref`` is the type of record to which it is a foreign key, empty if it is none.
    """

    name: str
    field: Field
    part: str = ""
    ref: str = ""

    def value_of(self, record: Any) -> Any:
        """The value of the field, empty if the record does not have the part."""
        part = getattr(record, self.part) if self.part else record
        return getattr(part, self.field.name) if part is not None else ""

    def value_in(self, row: models.Model) -> Any:
        """The value of the column, as it stands in a record."""
        value = getattr(row, self.name)
        return (value.record_key if value is not None else "") if self.ref else value


def columns_of(model: type[RecordRow]) -> tuple[Column, ...]:
    """The columns of a table that repeat its records."""
    return _columns_of(cast("Hashable", model))


@cache
def _columns_of(hashable: Hashable) -> tuple[Column, ...]:
    model = cast("type[RecordRow]", hashable)
    own = {column.name: column for column in model._meta.concrete_fields}
    for column in RecordRow._meta.concrete_fields:
        own.pop(column.name, None)
    found = []
    for field in fields_of(model.RECORD):
        parts = fields_of(field.of) if field.of and not field.many and field.name not in own else (field,)
        for one in parts:
            name = model.NAMES.get(one.name, one.name)
            if name in own and not one.of:
                ref = one.ref if isinstance(own[name], models.ForeignKey) else ""
                found.append(Column(name, one, field.name if one is not field else "", ref))
    return tuple(found)


def rows_with_keys(record_type: str, keys: Iterable[str]) -> models.QuerySet[RecordRow]:
    """The rows of these records of one type, in any state."""
    return ROWS[record_type]._base_manager.filter(**{f"{key_field(record_type)}__in": list(keys)})


# Reading ----------------------------------------------------------------------------------------------------


def as_record(row: RecordRow) -> Record:
    """The record of a row, without its change.

    Two queries for a public record, unless ``with_content`` joined its text.
    """
    return from_text(row.content)


def claim_record(row: RecordRow) -> ClaimRecord:
    """The record of a claim, as ``as_record``."""
    record = as_record(row)
    assert isinstance(record, ClaimRecord)
    return record


def record_in_work(row: RecordRow) -> Record:
    """What editors work on: the changed record if there is a change, or else the record as it is."""
    return from_text(row.document) if row.has_change else as_record(row)


def claim_in_work(row: RecordRow) -> ClaimRecord:
    """The record of a claim, as ``record_in_work``."""
    record = record_in_work(row)
    assert isinstance(record, ClaimRecord)
    return record


def with_content(queryset: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """The queryset with everything that ``as_record`` reads. Lock rows with ``of=("self",)``."""
    return queryset.select_related("sealed__content")


# Writing ----------------------------------------------------------------------------------------------------


def fill(row: RecordRow, record: Record, keys: Keys) -> None:
    """Set the document of a row and the columns that repeat it, as ``fill_columns``; nothing is saved.

    The document stays as it is if it is a change that waits; the caller seals what the record says.
    """
    fill_columns(row, record, keys)
    if not row.has_change:
        row.document = canonical_text(record)


def fill_columns(row: RecordRow, record: Record, keys: Keys) -> None:
    """Set the columns of a row that repeat its record, as ``column_values``; nothing is saved."""
    for name, value in column_values(type(row), record, keys).items():
        setattr(row, name, value)


def column_values(model: type[RecordRow], record: Record, keys: Keys) -> dict[str, Any]:
    """The columns that repeat a record, by the names of their attributes.

    ``keys`` needs the primary key of every record to which a column points (else KeyError).
    """
    found: dict[str, Any] = {}
    for column in columns_of(model):
        value = column.value_of(record)
        if column.ref:
            found[f"{column.name}_id"] = keys[column.ref, value] if value else None
        else:
            found[column.name] = value
    return found
