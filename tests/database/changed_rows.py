"""Silent changes of rows, for the tests of what the database itself holds."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, models

from claims.models.content_tables import ContentTable


def model_of(table: str) -> type[models.Model]:
    """The model of a table, links included."""
    return next(
        model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table
    )


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


def public_row(table: ContentTable) -> models.Model:
    """A row of the table that belongs to a public record of the test world."""
    owner = table.owner.replace("{row}", "x")
    public = "AND o.state = 'published'" if table.is_record else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT x.id FROM {table.name} x WHERE EXISTS (SELECT 1 FROM {owner} {public})")
        found = cursor.fetchone()
    assert found, f"the test world has no public row in {table.name}"
    row: models.Model = model_of(table.name)._base_manager.get(pk=found[0])
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


def content_fields(table: ContentTable) -> list[Any]:
    """The columns of the table that hold content."""
    fields = [field for field in model_of(table.name)._meta.concrete_fields if not field.primary_key]
    return [field for field in fields if field.column in table.columns]


def update(row: models.Model, field: Any, value: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})


def delete(row: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


def insert_like(row: models.Model, table: ContentTable) -> None:
    """Insert a row like this one, under the same owner."""
    taken = _parent_column(row, table)
    row.pk = None
    for field in row._meta.concrete_fields:
        if field.primary_key or field.attname == taken:
            continue
        if isinstance(field, models.ForeignKey):
            if type(row)._meta.auto_created:
                links = type(row)._base_manager.filter(**{taken: getattr(row, taken)})
                free = field.related_model._base_manager.exclude(pk__in=links.values(field.attname))
                setattr(row, field.attname, free.values_list("pk", flat=True).first())
        elif (
            isinstance(field, models.CharField | models.IntegerField)
            and not field.choices
            and field.name not in ("state", "version")
        ):
            setattr(row, field.attname, other_value(row, field))
    row.save(force_insert=True)


def _parent_column(row: models.Model, table: ContentTable) -> str:
    if not type(row)._meta.auto_created:
        return f"{getattr(row, 'PARENT', '')}_id"
    return next(
        column for column in table.owner.replace("{row}.", "{row} ").split() if column.endswith("_id")
    )
