"""Outlets and sources (the documents that hold the words), speakers, topics, positions and scales."""

from django.db import models
from django.db.models import F, Q

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.record_row import RecordRow, one_of, version_constraint, words


class Outlet(RecordRow):
    RECORD = shared_records.OutletRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [version_constraint("outlet")]

    def __str__(self) -> str:
        return self.name


class Source(RecordRow):
    """A document: an article, a transcript, a post."""

    RECORD = shared_records.SourceRecord
    DATED = ("published", "retrieved")

    key = models.SlugField(max_length=40, unique=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="sources")
    title = models.CharField(max_length=500)
    url = models.URLField("URL", max_length=2000, blank=True, default="")
    kind = models.CharField(max_length=12, choices=words(vocabulary.SOURCE_KINDS), default="article")
    published = EdtfField()
    published_earliest = earliest_field()
    published_latest = latest_field()
    published_undated = undated_field()
    retrieved = EdtfField()
    retrieved_earliest = earliest_field()
    retrieved_latest = latest_field()
    retrieved_undated = undated_field()
    archived_url = models.URLField("archived copy", max_length=2000, blank=True, default="")

    class Meta:
        ordering = ["-published_latest", "-pk"]
        constraints = [
            version_constraint("source"),
            one_of("source_kind_known", "kind", vocabulary.SOURCE_KINDS, empty=False),
            ordered("source", "published"),
            ordered("source", "retrieved"),
        ]
        indexes = [models.Index(fields=["url"], name="source_by_url")]

    def __str__(self) -> str:
        return self.title


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


class Topic(RecordRow):
    RECORD = shared_records.TopicRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [version_constraint("topic")]

    def __str__(self) -> str:
        return self.name


class Position(RecordRow):
    RECORD = shared_records.PositionRecord

    slug = models.SlugField(max_length=120, unique=True)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="positions")
    question = models.CharField(max_length=500)
    ordered = models.BooleanField(default=False)

    class Meta:
        ordering = ["question", "pk"]
        constraints = [version_constraint("position")]

    def __str__(self) -> str:
        return self.question


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
