"""Topics, and positions: questions with possible answers."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.models.record_row import RecordRow, version_constraint


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
