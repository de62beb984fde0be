"""Topics: groups of positions."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.models.record_row import RecordRow, versions_told


class Topic(RecordRow):
    RECORD = shared_records.TopicRecord

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [versions_told("topic")]

    def __str__(self) -> str:
        return self.name
