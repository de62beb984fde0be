"""Uncertain dates as columns: the EDTF text, both ends, and whether it is undated; never null."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Q

from claims.domain.dates.fuzzy import EARLIEST, LATEST, FuzzyDate

ORDERED = ("said",)
"""The dated columns that order lists; they also have columns for that order."""


class EdtfField(models.CharField[Any, Any]):
    """The canonical EDTF text of a date; empty if unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"max_length": 60, "blank": True, "default": "", **kwargs}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """A plain text column, so that migrations do not import this module."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def earliest_field() -> models.DateField[Any, Any]:
    """The earliest possible day, or the day that orders lists with the newest first."""
    return models.DateField(default=EARLIEST, editable=False)


def latest_field() -> models.DateField[Any, Any]:
    """The latest possible day, or the day that orders lists with the oldest first."""
    return models.DateField(default=LATEST, editable=False)


def undated_field() -> models.BooleanField[Any, Any]:
    return models.BooleanField(default=True, editable=False)


def ends_of(column: str) -> tuple[str, ...]:
    """The names of the columns that ``set_ends`` sets."""
    names = (f"{column}_earliest", f"{column}_latest", f"{column}_undated")
    return (*names, f"{column}_newest", f"{column}_oldest") if column in ORDERED else names


class Ends(NamedTuple):
    """The ends of a date, and the days that order lists."""

    earliest: date
    latest: date
    undated: bool
    newest: date
    oldest: date


@lru_cache(maxsize=4096)
def ends(text: str, cap: date | None = None) -> Ends:
    """The ends of a date in EDTF; ``cap`` is the latest possible day.

    For the order of lists, an open end is replaced by the known one: "from 2 September" is not newer than a
    claim of November, and "by 6 February" is not older than all others.
    """
    fuzzy = FuzzyDate.parse(text)
    if cap is not None:
        fuzzy = fuzzy.capped(cap)
    oldest = fuzzy.latest if fuzzy.starts_open else fuzzy.earliest
    newest = newest_day(fuzzy.earliest, fuzzy.latest)
    return Ends(fuzzy.earliest, fuzzy.latest, fuzzy.undated, newest, oldest)


def set_ends(row: models.Model, column: str, *, cap: date | None = None) -> None:
    """Set the ends of a dated column from its text; ``cap`` is the latest possible day."""
    for name, end in zip(ends_of(column), ends(getattr(row, column), cap), strict=False):
        setattr(row, name, end)


def newest_day(earliest: date, latest: date) -> date:
    """The day by which lists are sorted with the newest first."""
    return earliest if latest == LATEST else latest


def ordered(name: str, column: str) -> models.CheckConstraint:
    """The earliest end does not lie after the latest."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}_earliest__lte": F(f"{column}_latest")}),
        name=f"{name}_{column}_ordered",
        violation_error_message=f"The earliest day of “{column}” lies after its latest.",
    )
