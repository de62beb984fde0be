"""What rows below a claim know of it, so that a list of them needs no claim to be in order."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from claims.models.fuzzy_dates import newest_field, oldest_field, undated_field
from claims.models.speaker import Speaker


class ClaimCopies(models.Model):
    """Whether the claim is public and the days by which it is ordered, copied into rows below it.

    Triggers of the database keep them (``database/…/keep.sql``), so that no action can forget to; what is
    written here is never taken. They are no content: the claim has them. A table with more ``COPIES`` has
    columns of the same names as the claim's.
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
    """A speaker of the claim, copied; the claim's own key holds that he is on record."""
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
