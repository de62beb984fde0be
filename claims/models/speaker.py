"""Speakers: people, bodies, groups, and speakers without a name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.models.record_row import RecordRow, one_of, version_constraint, words


class Speaker(RecordRow):
    """``part_of`` is the body that contains this one, ``described_in`` the source of a nameless speaker."""

    RECORD = shared_records.SpeakerRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=words(vocabulary.SPEAKER_KINDS), default="person")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    described_in = models.ForeignKey(
        "claims.Source", models.PROTECT, null=True, blank=True, related_name="described_speakers"
    )
    identified_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="identities_of"
    )
    names_no_office = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            version_constraint("speaker"),
            one_of("speaker_kind_known", "kind", vocabulary.SPEAKER_KINDS, empty=False),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")),
                name="speaker_not_part_of_itself",
                violation_error_message="A body is not part of itself.",
            ),
            models.UniqueConstraint(
                fields=["described_in", "name"],
                condition=Q(kind="anonymous") & ~Q(state="withdrawn"),
                name="speaker_anonymous_once_per_source",
                violation_error_message="This source already has an anonymous speaker of that description.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="speaker_by_kind")]

    def __str__(self) -> str:
        return self.name
