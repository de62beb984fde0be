"""Make the rows of the desk anew from their records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from claims.actions.desk_values import keep_desk_values
from claims.database.chunks import chunks
from claims.domain.record.shared import Record, key_field
from claims.models.derived import cap_of, days_cited, derive, derived_columns
from claims.models.moves import Moves
from claims.models.record_mapping import (
    Keys,
    as_record,
    columns_of,
    fill_columns,
    rows_with_keys,
    with_content,
)
from claims.models.record_row import RecordRow


@transaction.atomic
def derive_rows(model: type[RecordRow]) -> None:
    """Make the columns of a table anew, and the values by which the desk finds claims."""
    columns = [column.name for column in columns_of(model)]
    moves = Moves.read()
    columns += derived_columns(model())
    for pks in chunks(list(model._base_manager.order_by("pk").values_list("pk", flat=True))):
        # Locked, so that nothing older is written over what somebody saves meanwhile.
        locked = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=pks)
        rows = list(with_content(locked.order_by("pk")))
        records = [moves.current(as_record(row)) for row in rows]
        stood = [_values(row, columns) for row in rows]
        keys, days = _keys_of(model, records), days_cited(records)
        for row, record in zip(rows, records, strict=True):
            fill_columns(row, record, keys)
            derive(row, record, cap_of(record, days))
        changed = [row for row, before in zip(rows, stood, strict=True) if before != _values(row, columns)]
        if changed:
            model._base_manager.bulk_update(changed, columns)
        keep_desk_values(list(zip(rows, records, strict=True)))


def _values(row: RecordRow, columns: Iterable[str]) -> list[Any]:
    return [getattr(row, row._meta.get_field(name).attname) for name in columns]  # type: ignore[union-attr]


def _keys_of(model: type[RecordRow], records: Sequence[Record]) -> Keys:
    """The primary keys to which the columns point."""
    found: dict[tuple[str, str], int] = {}
    for ref in {column.ref for column in columns_of(model)} - {""}:
        columns = [column for column in columns_of(model) if column.ref == ref]
        slugs = {column.value_of(record) for record in records for column in columns} - {""}
        rows = rows_with_keys(ref, slugs).values_list(key_field(ref), "pk")
        found.update(((ref, key), pk) for key, pk in rows)
    return found
