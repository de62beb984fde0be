"""Rating scales, and verdicts: ratings for accuracy or consistency, with explanation and evidence."""

from __future__ import annotations

from django.db import models

from claims.domain.record import claim as record
from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.models.claim import Claim
from claims.models.fuzzy_dates import EdtfField
from claims.models.record_row import RecordRow, one_of, version_constraint, words
from claims.models.source import Outlet, Source


class RatingScale(RecordRow):
    """A scale never changes its meaning; a new version is a new scale."""

    RECORD = shared_records.ScaleRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="scales")
    ordered = models.BooleanField(
        default=False, help_text="The ratings stand in order, from one end to the other."
    )
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


class Rating(models.Model):
    RECORD = shared_records.Rating
    PARENT = "scale"

    scale = models.ForeignKey(RatingScale, models.CASCADE, related_name="ratings")
    place = models.PositiveSmallIntegerField(default=0)
    slug = models.SlugField(max_length=120)
    label = models.CharField(max_length=300)
    value = models.CharField(max_length=60, blank=True, default="")
    best = models.CharField(max_length=60, blank=True, default="")
    worst = models.CharField(max_length=60, blank=True, default="")
    rule = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["scale", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "slug"],
                name="rating_slug_once",
                violation_error_message="This scale already has a rating of that slug.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Verdict(models.Model):
    """``rating`` is the slug of a rating of ``scale``; ``judged`` is the SHA-256 of the judged words."""

    RECORD = record.Verdict
    PARENT = "claim"
    INLINE = {"as_imported": "imported_"}

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="verdicts")
    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="verdicts")
    rating = models.SlugField(max_length=120, blank=True, default="")
    judged = models.CharField(max_length=64, blank=True, default="")
    explanation = models.TextField(blank=True, default="")
    by = models.CharField(max_length=300, blank=True, default="")
    reviewed = EdtfField()
    url = models.URLField("address of the review", max_length=2000, blank=True, default="")
    imported_label = models.CharField(max_length=500, blank=True, default="")
    imported_value = models.CharField(max_length=60, blank=True, default="")
    imported_best = models.CharField(max_length=60, blank=True, default="")
    imported_worst = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["scale", "rating"], name="verdict_by_rating")]

    def __str__(self) -> str:
        return f"{self.by or 'checker not named'}, {self.scale}: {self.rating or '–'}"


class Evidence(models.Model):
    RECORD = record.Evidence
    PARENT = "verdict"

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="evidence")
    place = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence")
    bears = models.CharField(max_length=8, choices=words(vocabulary.BEARINGS), default="context")
    excerpt = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["verdict", "place", "pk"]
        constraints = [one_of("evidence_bears_known", "bears", vocabulary.BEARINGS, empty=False)]

    def __str__(self) -> str:
        return f"{self.bears}: {self.source}"
