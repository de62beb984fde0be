"""Rating scales with their ratings, for accuracy or consistency."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.models.record_row import RecordRow, one_of, version_constraint, words
from claims.models.source import Outlet


class RatingScale(RecordRow):
    """A scale never changes its meaning; a new version is a new scale."""

    RECORD = shared_records.ScaleRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="scales")
    measure = models.CharField(
        max_length=12,
        choices=words(vocabulary.MEASURES),
        default="accuracy",
        help_text="Whether words are true, or whether they fit what the speaker said before.",
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            version_constraint("scale"),
            one_of("scale_measure_known", "measure", vocabulary.MEASURES, empty=False),
        ]

    def __str__(self) -> str:
        return self.name
