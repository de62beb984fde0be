"""Which rows point to a record: the mapping of records onto tables, read backwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.db import models
from django.db.models import Q

from claims.models.record_mapping import ROWS, mapping_of
from claims.models.record_row import RecordRow


def rows_pointing_to(record_type: str, key: str) -> Iterator[tuple[str, models.QuerySet[RecordRow]]]:
    """For each type of record, the rows (drafts and working copies too) that point to a record.

    Not to a claim: claims are pointed to by their keys, which may be those of tombstones.
    """
    for pointing, model in ROWS.items():
        if paths := _paths(pointing, record_type):
            column = "key" if record_type == "source" else "slug"
            # One subquery for each path: joined all at once, the many-valued ones would multiply.
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
