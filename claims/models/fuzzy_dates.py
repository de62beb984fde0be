"""Dates that say what is known and no more, as four columns: the text and both ends, never null."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate
from claims.domain.errors import InvalidDate

ORDERED = ("said",)
"""The dated columns by which lists run; beside their ends they have the days that order them."""


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

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """A plain column of text, because migrations hold no code of ours."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def earliest_field() -> models.DateField[Any, Any]:
    return models.DateField(default=EARLIEST, editable=False)


def latest_field() -> models.DateField[Any, Any]:
    return models.DateField(default=LATEST, editable=False)


def newest_field() -> models.DateField[Any, Any]:
    """The day by which a list runs that begins with the newest."""
    return models.DateField(default=EARLIEST, editable=False)


def oldest_field() -> models.DateField[Any, Any]:
    """The day by which a list runs that begins with the oldest."""
    return models.DateField(default=LATEST, editable=False)


def undated_field() -> models.BooleanField[Any, Any]:
    return models.BooleanField(default=True, editable=False)


def ends_of(column: str) -> tuple[str, ...]:
    """The names of the columns that ``set_ends`` sets."""
    names = (f"{column}_earliest", f"{column}_latest", f"{column}_undated")
    return (*names, f"{column}_newest", f"{column}_oldest") if column in ORDERED else names


def set_ends(row: models.Model, column: str, *, cap: date | None = None) -> None:
    """Derive the ends of a dated column from its text; ``cap`` is the latest day it can have been.

    Where lists run by the column, an end that is open gives way to the one that is known: "from 2 September"
    is no newer than a claim of November, and "by 6 February" no older than all others.
    """
    fuzzy = FuzzyDate.parse(getattr(row, column))
    if cap is not None:
        fuzzy = fuzzy.capped(cap)
    setattr(row, f"{column}_earliest", fuzzy.earliest)
    setattr(row, f"{column}_latest", fuzzy.latest)
    setattr(row, f"{column}_undated", fuzzy.undated)
    if column in ORDERED:
        setattr(row, f"{column}_newest", fuzzy.earliest if fuzzy.latest == LATEST else fuzzy.latest)
        setattr(row, f"{column}_oldest", fuzzy.latest if fuzzy.earliest == EARLIEST else fuzzy.earliest)


def ordered(name: str, column: str) -> models.CheckConstraint:
    """The earliest end does not lie after the latest."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}_earliest__lte": F(f"{column}_latest")}),
        name=f"{name}_{column}_ordered",
        violation_error_message=f"The earliest day of “{column}” lies after its latest.",
    )
