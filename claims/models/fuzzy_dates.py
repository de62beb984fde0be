"""Dates that say what is known and no more, as four columns: the text and both ends, never null."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from claims.domain.dates import EARLIEST, LATEST, FuzzyDate
from claims.domain.errors import InvalidDate


def check_edtf(text: str) -> None:
    """Refuse what the EDTF subset cannot read (a form's validator)."""
    try:
        FuzzyDate.parse(text)
    except InvalidDate as error:
        raise ValidationError(f"{error.message} ({error.mend})") from error


class EdtfField(models.CharField[Any, Any]):
    """The canonical text of a date; empty is unknown."""

    default_validators = [check_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"max_length": 60, "blank": True, "default": "", **kwargs}
        super().__init__(*args, **kwargs)


def earliest_field() -> models.DateField[Any, Any]:
    return models.DateField(default=EARLIEST, editable=False)


def latest_field() -> models.DateField[Any, Any]:
    return models.DateField(default=LATEST, editable=False)


def undated_field() -> models.BooleanField[Any, Any]:
    return models.BooleanField(default=True, editable=False)


def set_ends(row: models.Model, column: str, *, cap: date | None = None) -> None:
    """Derive the ends of a dated column from its text; ``cap`` is the latest day it can have been."""
    fuzzy = FuzzyDate.parse(getattr(row, column))
    if cap is not None:
        fuzzy = fuzzy.capped(cap)
    setattr(row, f"{column}_earliest", fuzzy.earliest)
    setattr(row, f"{column}_latest", fuzzy.latest)
    setattr(row, f"{column}_undated", fuzzy.undated)


def ordered(name: str, column: str) -> models.CheckConstraint:
    """The earliest end does not lie after the latest."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}_earliest__lte": F(f"{column}_latest")}),
        name=f"{name}_{column}_ordered",
        violation_error_message=f"The earliest day of “{column}” lies after its latest.",
    )
