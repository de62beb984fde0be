"""Verification that every reference between rows leads to a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, connection, models

from claims.domain.history.verify import UNREADABLE, Misfit
from claims.models import Revision
from claims.models.record_row import RecordRow


@contextmanager
def readable(what: str) -> Iterator[None]:
    """Turn errors from damaged data into Misfit, which names ``what``."""
    try:
        yield
    except Misfit:
        raise
    except (*UNREADABLE, ObjectDoesNotExist) as error:
        raise Misfit(f"{what} cannot be read: {str(error) or type(error).__name__:.200}.") from error
    except OperationalError as error:
        if "UTF-8" not in str(error):
            raise
        raise Misfit(f"{what} cannot be read: a text in it is no UTF-8.") from error


def check_links() -> None:
    """Check every reference between rows, drafts included; raises Misfit that names the first broken one."""
    links = _links()
    with connection.cursor() as cursor:
        cursor.execute(_first_broken())
        broken = [(number, pk) for number, pk in cursor.fetchall() if pk is not None]
    if broken:
        number, pk = min(broken)
        field = links[number]
        row = field.model._base_manager.get(pk=pk)
        raise Misfit(
            f"{name_of(row)} points to the {field.related_model._meta.verbose_name}"
            f" number {getattr(row, field.attname)}, which is not there."
        )


@cache
def _links() -> tuple[models.ForeignKey[Any, Any], ...]:
    """The foreign keys that the database holds."""
    return tuple(
        field
        for model in apps.get_app_config("claims").get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", False)
    )


@cache
def _first_broken() -> str:
    """One statement that gives, for each link, its number and its first row whose target is missing.

    A query of its own for each link would take longer to compile than to run.
    """
    return " UNION ALL ".join(
        f'SELECT {number}, MIN(p."{field.model._meta.pk.column}") FROM "{field.model._meta.db_table}" p'
        f' WHERE p."{field.column}" IS NOT NULL AND NOT EXISTS (SELECT 1'
        f' FROM "{field.related_model._meta.db_table}" t'
        f' WHERE t."{field.target_field.column}" = p."{field.column}")'
        for number, field in enumerate(_links())
    )


def name_of(row: models.Model) -> str:
    """A row as the beginning of a sentence: the record that it belongs to, if there is one."""
    if isinstance(row, RecordRow):
        return f"The {row.RECORD.TYPE} {row.record_key}"
    if isinstance(row, Revision):
        return f"Version {row.version} of the {row.record_type} {row.record_key}"
    parent = _parent(row)
    what = f"{row._meta.verbose_name} {row.pk}"
    return f"{name_of(parent)}: its {what}" if parent is not None else f"The {what}"


def _parent(row: models.Model) -> models.Model | None:
    """The parent of a row: the target of its first reference that exists."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            target: type[models.Model] = field.related_model
            found = target._base_manager.filter(pk=getattr(row, field.attname)).first()
            if found is not None:
                return found
    return None
