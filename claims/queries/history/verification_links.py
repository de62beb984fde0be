"""Verification that every reference between rows leads to a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, models
from django.db.models import Exists, OuterRef

from claims.domain.history.verify import UNREADABLE, Misfit
from claims.models import Claim, Revision, Unsealed
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
    """Check every reference between rows, drafts included; raises Misfit that names the first broken one.

    One query for each foreign key.
    """
    for model in apps.get_app_config("claims").get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            is_held = getattr(field, "db_constraint", False) and model is not Unsealed
            if isinstance(field, models.ForeignKey) and is_held:
                _check(model, field)


def _check(model: type[models.Model], field: models.ForeignKey[Any, Any]) -> None:
    target: type[models.Model] = field.related_model
    there = target._base_manager.filter(pk=OuterRef(field.attname))
    pointing = model._base_manager.filter(**{f"{field.name}__isnull": False}).order_by("pk")
    row = pointing.filter(~Exists(there)).first()
    if row is not None:
        raise Misfit(
            f"{name_of(row)} points to the {target._meta.verbose_name}"
            f" number {getattr(row, field.attname)}, which is not there."
        )


def name_of(row: models.Model) -> str:
    """A row as the beginning of a sentence: the record that it belongs to, if there is one."""
    if isinstance(row, Claim) and row.amends_id is not None:
        key = Claim.objects.filter(pk=row.amends_id).values_list("key", flat=True).first()
        return f"The working copy of {key or 'a claim that is not there'}"
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
