"""Stances and relations of claims, which copy columns of their claim so that lists need no join."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from claims.domain.record import claim as record
from claims.domain.record import vocabulary
from claims.models.claim import Claim
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, undated_field
from claims.models.position import Position
from claims.models.record_row import one_of, words
from claims.models.speaker import Speaker


class ClaimCopies(models.Model):
    """Whether the claim is public, and the days that order it, copied into child rows.

    Triggers set these columns (``database/…/keep.sql``) and ignore values written here. They are no content
    of the child row. Further ``COPIES`` have the same names as the columns of the claim.
    """

    COPIES: ClassVar[tuple[str, ...]] = ("public", "said_undated", "said_newest", "said_oldest")

    public = models.BooleanField(default=False, editable=False)
    said_undated = undated_field()
    said_newest = earliest_field()
    said_oldest = latest_field()

    class Meta:
        abstract = True


NEWEST_FIRST = ("said_undated", "-said_newest", "-claim")
OLDEST_FIRST = ("said_undated", "said_oldest", "claim")


def of_public(name: str, *fields: str, only: Q | None = None) -> models.Index:
    """An index of the rows of public claims."""
    return models.Index(fields=fields, condition=Q(public=True) & (only or Q()), name=name)


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


FOR_A_BODY = Q(on_behalf_of__isnull=False)


class Stance(ClaimCopies):
    """``answer`` is the slug of an answer of the position, null if the claim says only ``unchanged``.

    ``voice`` is the speaker whose position it is (``of`` in a record). The ``check_`` columns have the
    outcome of the consistency check by an editor, and the computed one of that time. ``speaker`` and
    ``on_behalf_of`` are copied from the claim.
    """

    RECORD = record.Stance
    PARENT = "claim"
    NAMES = {"of": "voice"}
    INLINE = {"check": "check_"}
    COPIES = (*ClaimCopies.COPIES, "speaker", "on_behalf_of")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="stances")
    position = models.ForeignKey(Position, models.PROTECT, related_name="stances")
    answer = models.SlugField(max_length=120, null=True, blank=True)
    unchanged = models.BooleanField("says that nothing changed", default=False)
    since = EdtfField()
    voice = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="stances")
    basis = models.CharField(max_length=12, choices=words(vocabulary.STANCE_BASES), default="own_words")
    condition = models.CharField(max_length=500, blank=True, default="")
    grounds = models.TextField(blank=True, default="")
    check_computed = models.CharField(
        max_length=20, choices=words(vocabulary.CONSISTENCY_OUTCOMES), blank=True, default=""
    )
    check_confirmed = models.CharField(
        max_length=20, choices=words(vocabulary.CONSISTENCY_OUTCOMES), blank=True, default=""
    )
    check_reason = models.TextField(blank=True, default="")
    check_by = models.CharField(max_length=300, blank=True, default="")
    check_on = models.CharField(max_length=10, blank=True, default="")
    check_tested = models.JSONField(blank=True, default=list)
    speaker = speaker_copy()
    on_behalf_of = speaker_copy()

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"],
                name="stance_once_per_position",
                violation_error_message="This claim already has a stance on that position.",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=False) | Q(unchanged=True),
                name="stance_says_something",
                violation_error_message="A stance gives an answer, or says that nothing changed.",
            ),
            one_of("stance_basis_known", "basis", vocabulary.STANCE_BASES, empty=False),
            one_of("stance_computed_known", "check_computed", vocabulary.CONSISTENCY_OUTCOMES),
            one_of("stance_confirmed_known", "check_confirmed", vocabulary.CONSISTENCY_OUTCOMES),
        ]
        indexes = [
            models.Index(fields=["position", "answer"], name="stance_by_answer"),
            of_public("stance_newest", "position", *NEWEST_FIRST),
            of_public("stance_oldest", "position", *OLDEST_FIRST),
            of_public("stance_unchanged_newest", *NEWEST_FIRST, only=Q(unchanged=True)),
            of_public("stance_of_speaker_newest", "speaker", "position", *NEWEST_FIRST),
            of_public("stance_of_speaker_oldest", "speaker", "position", *OLDEST_FIRST),
            of_public("stance_for_body_newest", "on_behalf_of", "position", *NEWEST_FIRST, only=FOR_A_BODY),
            of_public("stance_for_body_oldest", "on_behalf_of", "position", *OLDEST_FIRST, only=FOR_A_BODY),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.answer or 'unchanged'}"


class Relation(ClaimCopies):
    """``to_key`` is the key of the other claim; no foreign key, because it may have a tombstone."""

    RECORD = record.Relation
    PARENT = "claim"
    NAMES = {"to": "to_key"}

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=words(vocabulary.RELATION_KINDS))
    to_key = models.CharField(max_length=10, db_index=True)
    grounds = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind", "to_key"],
                name="relation_once",
                violation_error_message="This relation is recorded already.",
            ),
            one_of("relation_kind_known", "kind", vocabulary.RELATION_KINDS, empty=False),
        ]
        indexes = [of_public("relation_newest", *NEWEST_FIRST)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_key}"
