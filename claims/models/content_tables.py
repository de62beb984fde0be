"""The tables with content of records, and the record that each row belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.models import Q

from claims.domain.record.shared import key_field
from claims.models.claim import Claim, Occasion
from claims.models.record_mapping import ROWS, column_of, mapping_of, table_of_links
from claims.models.record_row import RecordRow


@dataclass(frozen=True, slots=True)
class ContentTable:
    """A table, and how to find the public record that a row belongs to.

    ``owner`` is the SQL after FROM of a query for the row ``o`` of that record, with ``{row}`` for NEW or
    OLD; ``columns`` are the columns with content. Rows are records (``is_record``) or child rows.
    """

    name: str
    record_type: str
    key_column: str
    owner: str
    columns: tuple[str, ...]
    is_record: bool = False


def content_tables() -> tuple[ContentTable, ...]:
    """Every table with content: records, child rows, many-to-many links, and occasions."""
    found: list[ContentTable] = []
    for record_type, model in ROWS.items():
        found.extend(_tables_of(record_type, model))
    claims = Claim._meta.db_table
    found.append(
        ContentTable(
            Occasion._meta.db_table,
            "claim",
            "key",
            f"{claims} o WHERE o.occasion_id = {{row}}.id AND o.state = 'published'",
            tuple(str(field.column) for field in Occasion._meta.concrete_fields),
        )
    )
    return tuple(found)


def _tables_of(record_type: str, model: type[RecordRow]) -> list[ContentTable]:
    table = model._meta.db_table
    key = key_field(record_type)
    columns = (*mapping_of(model).content_columns, "state", "version", key)
    found = [
        ContentTable(
            table,
            record_type,
            key,
            f"{table} o WHERE o.id = {{row}}.id",
            tuple(dict.fromkeys(columns)),
            is_record=True,
        )
    ]

    def below(parent: type[models.Model], joins: str, alias: str, depth: int) -> None:
        """``joins`` leads from the record ``o`` to its row ``alias`` of the parent table."""

        def add(name: str, foreign_key: str, columns: tuple[str, ...]) -> None:
            owner = f"{joins} WHERE {alias}.id = {{row}}.{foreign_key} AND o.state = 'published'"
            found.append(ContentTable(name, record_type, key, owner, columns))

        mapping = mapping_of(parent)
        for column in mapping.columns:
            if column.how == "keys":
                field = parent._meta.get_field(column.name)
                assert isinstance(field, models.ManyToManyField)
                near, far = field.m2m_column_name(), field.m2m_reverse_name()
                add(table_of_links(field), near, (near, far))
        for children in mapping.children:
            foreign_key = column_of(children.model, children.parent)
            name = children.model._meta.db_table
            columns = (foreign_key, *mapping_of(children.model).content_columns, *_place_of(children.model))
            add(name, foreign_key, columns)
            child_alias = f"p{depth}"
            below(
                children.model,
                f"{joins} JOIN {name} {child_alias} ON {child_alias}.{foreign_key} = {alias}.id",
                child_alias,
                depth + 1,
            )

    below(model, f"{table} o", "o", 1)
    return found


def _place_of(model: type[models.Model]) -> tuple[str, ...]:
    """The column with the order of the rows, if there is one, because the order is content too."""
    return tuple(str(field.column) for field in model._meta.concrete_fields if field.name == "place")


def rows_pointing_to(record_type: str, key: str) -> Iterator[tuple[str, models.QuerySet[RecordRow]]]:
    """For each type of record, the rows (drafts and working copies too) that point to a record.

    Not for claims: references to claims are keys, which may belong to tombstones.
    """
    for pointing, model in ROWS.items():
        if paths := _paths(pointing, record_type):
            column = key_field(record_type)
            # One subquery for each path, because joins of several many-valued paths multiply rows.
            found = Q(pk__in=[])
            for path in paths:
                matching = model._base_manager.filter(**{f"{path}__{column}": key})
                found |= Q(pk__in=matching.values("pk"))
            yield pointing, model._base_manager.filter(found).order_by("pk")


@cache
def _paths(pointing: str, record_type: str) -> tuple[str, ...]:
    return tuple(_walk(ROWS[pointing], record_type, ""))


def _walk(model: type[models.Model], record_type: str, prefix: str) -> Iterator[str]:
    mapping = mapping_of(model)
    for column in mapping.columns:
        if column.how in ("key", "keys") and column.field.ref == record_type:
            yield prefix + column.name
    for children in mapping.children:
        yield from _walk(children.model, record_type, f"{prefix}{children.accessor}__")
