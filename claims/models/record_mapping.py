"""The mapping between rows and records, for every table with content.

Fields and columns have the same names unless ``NAMES`` of the model says otherwise. By the kind of the field:

    text, number, flag          a column; with columns for its ends if ``DATED`` names it
    key of a record             a foreign key (a claim's key stays text: it may name a tombstone)
    set of such keys            many to many
    list of texts               a JSON column
    object                      columns with the prefix in ``INLINE`` (an occasion: its own row)
    list of objects             rows of the model with that ``RECORD``, ordered by ``place``

Other columns are no content. Reading (here), writing (``record_writing``), the triggers and the round-trip
test all use this mapping.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import models

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.parts import Field, fields_of
from claims.domain.record.shared import RECORD_TYPES, Record, key_field
from claims.models.claim import Claim, Occasion
from claims.models.coverage import CoverageCheck, Event, Lead
from claims.models.position import Position, Topic
from claims.models.record_row import RecordRow
from claims.models.source import Outlet, Source
from claims.models.speaker import Speaker
from claims.models.verdict import RatingScale

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
Row = TypeVar("Row", bound=models.Model)
Keys = Mapping[tuple[str, str], int]
"""Primary keys by (type, key); occasions are a type too."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A field of a record in a column; ``inline`` is the object of the record that contains it."""

    field: Field
    name: str
    inline: str = ""
    how: str = "plain"  # "plain", "list", "key" or "keys"


@dataclass(frozen=True, slots=True)
class Children:
    """A field of a record in rows of its own; ``parent`` is their foreign key."""

    field: Field
    model: type[models.Model]
    parent: str
    accessor: str


@dataclass(frozen=True, slots=True)
class ContentMap:
    """The mapping of one model."""

    model: type[models.Model]
    columns: tuple[MappedColumn, ...]
    children: tuple[Children, ...]

    @property
    def content_columns(self) -> tuple[str, ...]:
        """The columns with content in the table of the model."""
        names = [c.name for c in self.columns if c.how != "keys"]
        if self.model is Claim:
            names.append("occasion")
        return tuple(column_of(self.model, name) for name in names)


def column_of(model: type[models.Model], name: str) -> str:
    """The database column of a field."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def table_of_links(field: models.ManyToManyField[Any, Any]) -> str:
    """The table of a many-to-many field."""
    return str(field.remote_field.through._meta.db_table)  # type: ignore[union-attr]


def mapping_of(model: type[models.Model]) -> ContentMap:
    """The mapping of a model, with its children."""
    return _mapping_of(cast("Hashable", model))


@cache
def _mapping_of(hashable: Hashable) -> ContentMap:
    model = cast("type[models.Model]", hashable)
    record: type[Any] = model.RECORD  # type: ignore[attr-defined]
    columns: list[MappedColumn] = []
    children: list[Children] = []
    names: Mapping[str, str] = getattr(model, "NAMES", {})
    inline: Mapping[str, str] = getattr(model, "INLINE", {})
    for field in fields_of(record):
        name = names.get(field.name, field.name)
        if field.of is Occasion.RECORD:
            continue
        if field.of and field.many:
            child = _child_model(model, field.of)
            parent: str = child.PARENT  # type: ignore[attr-defined]
            link = cast("models.ForeignKey[Any, Any]", child._meta.get_field(parent))
            children.append(Children(field, child, parent, str(link.remote_field.related_name)))
        elif field.of:
            prefix = inline[field.name]
            columns.extend(
                MappedColumn(part, prefix + part.name, inline=field.name, how=_how(part))
                for part in fields_of(field.of)
            )
        else:
            columns.append(MappedColumn(field, name, how=_how(field)))
    return ContentMap(model, tuple(columns), tuple(children))


def _how(field: Field) -> str:
    if field.ref in ROWS and field.ref != "claim":
        return "keys" if field.many else "key"
    return "list" if field.many else "plain"


def _child_model(parent: type[models.Model], record: type[Any]) -> type[models.Model]:
    return next(
        model
        for model in apps.get_app_config("claims").get_models()
        if getattr(model, "RECORD", None) is record
        and hasattr(model, "PARENT")
        and model._meta.get_field(model.PARENT).related_model is parent
    )


def rows_with_keys(record_type: str, keys: Iterable[str]) -> models.QuerySet[RecordRow]:
    """The rows of these records of one type, in any state."""
    return ROWS[record_type]._base_manager.filter(**{f"{key_field(record_type)}__in": list(keys)})


# Reading ----------------------------------------------------------------------------------------------------


def as_record(row: RecordRow) -> Record:
    """The record of a row and its child rows.

    One query for each relation that is not prefetched (``with_content`` prefetches all). The record of a
    working copy has the key of its claim.
    """
    values = _values(row)
    if isinstance(row, Claim):
        if row.amends_id is not None and row.amends is not None:
            values["key"] = row.amends.key
        occasion = row.occasion
        values["occasion"] = (
            Occasion.RECORD(slug=occasion.slug, label=occasion.label, place=occasion.place)
            if occasion
            else None
        )
    return RECORD_TYPES[TYPE_OF_ROW[type(row)]](**values)


def claim_record(row: RecordRow) -> ClaimRecord:
    """The record of a claim or working copy, as ``as_record``."""
    record = as_record(row)
    assert isinstance(record, ClaimRecord)
    return record


def _values(row: models.Model) -> dict[str, Any]:
    mapping = mapping_of(type(row))
    values: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for column in mapping.columns:
        target = parts.setdefault(column.inline, {}) if column.inline else values
        target[column.field.name] = _read(row, column)
    for field in fields_of(type(row).RECORD):  # type: ignore[attr-defined]
        if field.name in parts and field.of:
            values[field.name] = field.of(**parts[field.name])
    for children in mapping.children:
        rows = list(getattr(row, children.accessor).all())
        if children.field.many and not children.field.is_set:
            rows.sort(key=_place)
        record = children.model.RECORD  # type: ignore[attr-defined]
        values[children.field.name] = tuple(record(**_values(child)) for child in rows)
    return values


def _place(row: models.Model) -> int:
    place: int = row.hop if hasattr(row, "hop") else row.place  # type: ignore[attr-defined]
    return place


def _read(row: models.Model, column: MappedColumn) -> Any:
    if column.how == "keys":
        return tuple(linked.record_key for linked in getattr(row, column.name).all())
    value = getattr(row, column.name)
    if column.how == "key":
        return value.record_key if value is not None else ""
    return tuple(value) if column.how == "list" else value


def with_content(queryset: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """The queryset with everything that ``as_record`` reads. Lock rows with ``of=("self",)``.

    What a foreign key names is joined: a prefetch would ask for each row in a condition of its own, of which
    SQLite takes less than a thousand in a statement.
    """
    mapping = mapping_of(queryset.model)
    joined = [column.name for column in mapping.columns if column.how == "key"]
    if queryset.model is Claim:
        joined += ["occasion", "amends"]
    if joined:
        queryset = queryset.select_related(*joined)
    return queryset.prefetch_related(
        *(column.name for column in mapping.columns if column.how == "keys"),
        *(
            models.Prefetch(children.accessor, with_content(children.model._base_manager.all()))
            for children in mapping.children
        ),
    )
