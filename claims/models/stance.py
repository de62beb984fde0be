"""Stances and relations of claims."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.domain.record import claim as record
from claims.domain.record import vocabulary
from claims.models.claim import Claim
from claims.models.fuzzy_dates import EdtfField
from claims.models.position import Position
from claims.models.record_row import one_of, words
from claims.models.speaker import Speaker


class Stance(models.Model):
    """``answer`` is the slug of an answer of the position, null if the claim says only ``unchanged``.

    ``voice`` is the speaker whose position it is (``of`` in a record). The ``check_`` columns have the
    outcome of the consistency check by an editor, and the computed one of that time.
    """

    RECORD = record.Stance
    PARENT = "claim"
    NAMES = {"of": "voice"}
    INLINE = {"check": "check_"}

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
        indexes = [models.Index(fields=["position", "answer"], name="stance_by_answer")]

    def __str__(self) -> str:
        return f"{self.position}: {self.answer or 'unchanged'}"


class Relation(models.Model):
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

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_key}"
