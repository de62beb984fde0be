"""Columns of a claim that child rows copy, so that lists of them are ordered without a join."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from claims.models.fuzzy_dates import newest_field, oldest_field, undated_field
from claims.models.speaker import Speaker


class ClaimCopies(models.Model):
    """Whether the claim is public, and the days that order it, copied into child rows.

    Triggers set these columns (``database/…/keep.sql``) and ignore values written here. They are no content
    of the child row. Further ``COPIES`` have the same names as the columns of the claim.
    """

    COPIES: ClassVar[tuple[str, ...]] = ("public", "said_undated", "said_newest", "said_oldest")

    public = models.BooleanField(default=False, editable=False)
    said_undated = undated_field()
    said_newest = newest_field()
    said_oldest = oldest_field()

    class Meta:
        abstract = True


def newest_of_public(name: str, *first: str, only: Q | None = None) -> models.Index:
    """An index of the rows of public claims, the newest said first."""
    return models.Index(
        *(F(column) for column in first),
        F("said_undated"),
        F("said_newest").desc(),
        F("claim").desc(),
        condition=Q(public=True) if only is None else Q(public=True) & only,
        name=name,
    )


def oldest_of_public(name: str, *first: str, only: Q | None = None) -> models.Index:
    """An index of the rows of public claims, the oldest said first."""
    return models.Index(
        fields=[*first, "said_undated", "said_oldest", "claim"],
        condition=Q(public=True) if only is None else Q(public=True) & only,
        name=name,
    )


def speaker_copy() -> models.ForeignKey[Any, Any]:
    """A copied speaker of the claim; the foreign key of the claim itself is constrained."""
    return models.ForeignKey(
        Speaker,
        models.DO_NOTHING,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
