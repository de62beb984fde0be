"""Changes of rows past the actions, for the tests of what the database holds and verification names."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, models

from claims.models.record_mapping import columns_of
from claims.models.record_row import RecordRow


def model_of(table: str) -> type[models.Model]:
    """The model of a table."""
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def has_triggers(model: type[models.Model]) -> bool:
    """Whether the table of a model has one of these triggers."""
    table = model._meta.db_table
    query = (
        "SELECT COUNT(*) FROM sqlite_master"
        " WHERE type = 'trigger' AND tbl_name = %s AND name LIKE 'claims_%%'"
        if connection.vendor == "sqlite"
        else "SELECT COUNT(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND starts_with(tgname, 'claims_')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        return bool(cursor.fetchone()[0])


def public_row(model: type[RecordRow]) -> RecordRow:
    """A public row of the test world."""
    row: RecordRow | None = model._base_manager.filter(state="published").first()
    assert row is not None, f"the test world has no public row in {model._meta.db_table}"
    return row


def other_value(row: models.Model, field: Any) -> Any:
    """Another value that the column can hold."""
    value = getattr(row, field.attname)
    if isinstance(field, models.ForeignKey):
        others = field.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return getattr(others.first(), "pk", None)
    if field.choices:
        return next(choice for choice, _ in field.choices if choice != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.JSONField):
        return ["another"]
    if isinstance(field, models.IntegerField):
        return (value or 0) + 7
    return "2001-01" if "EdtfField" in type(field).__name__ else f"{value or ''}x"


def content_fields(model: type[RecordRow]) -> list[Any]:
    """The columns of a table that repeat its records."""
    return [model._meta.get_field(column.name) for column in columns_of(model)]


def delete(row: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])
