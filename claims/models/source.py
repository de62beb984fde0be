"""Outlets, and sources: the documents that contain the words."""

from __future__ import annotations

from django.db import models

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
