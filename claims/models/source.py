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
    site = models.URLField(max_length=2000, blank=True, default="")
    description = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [version_constraint("outlet")]

    def __str__(self) -> str:
        return self.name


class Source(RecordRow):
    """A document. ``credits`` are agency credits for the whole page, which are no hops of a chain."""

    RECORD = shared_records.SourceRecord
    DATED = ("published", "retrieved")

    key = models.SlugField(max_length=40, unique=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="sources")
    title = models.CharField(max_length=500)
    url = models.URLField("URL", max_length=2000, blank=True, default="")
    kind = models.CharField(max_length=12, choices=words(vocabulary.SOURCE_KINDS), default="article")
    author_name = models.CharField("author", max_length=300, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    published = EdtfField()
    published_earliest = earliest_field()
    published_latest = latest_field()
    published_undated = undated_field()
    published_basis = models.CharField(max_length=12, choices=words(vocabulary.BASES), default="unknown")
    published_note = models.TextField(blank=True, default="")
    retrieved = EdtfField()
    retrieved_earliest = earliest_field()
    retrieved_latest = latest_field()
    retrieved_undated = undated_field()
    archived_url = models.URLField("archived copy", max_length=2000, blank=True, default="")
    credits = models.JSONField(blank=True, default=list)
    added = models.JSONField(
        "added by editors",
        blank=True,
        default=list,
        help_text="Names of fields that do not stand in the text, one on each line, such as title.",
    )

    NAMES = {"author": "author_name"}

    class Meta:
        ordering = ["-published_latest", "-pk"]
        constraints = [
            version_constraint("source"),
            one_of("source_kind_known", "kind", vocabulary.SOURCE_KINDS, empty=False),
            one_of("source_published_basis_known", "published_basis", vocabulary.BASES, empty=False),
            ordered("source", "published"),
            ordered("source", "retrieved"),
        ]
        indexes = [models.Index(fields=["url"], name="source_by_url")]

    def __str__(self) -> str:
        return self.title
