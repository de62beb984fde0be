"""Events, shown beside claims."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.position import Position
from claims.models.record_row import RecordRow, versions_told
from claims.models.source import Source
from claims.models.topic import Topic


class Event(RecordRow):
    RECORD = shared_records.EventRecord
    DATED = ("date",)

    slug = models.SlugField(max_length=120, unique=True)
    date = EdtfField()
    date_earliest = earliest_field()
    date_latest = latest_field()
    date_undated = undated_field()
    text = models.CharField(max_length=500)
    topics = models.ManyToManyField(Topic, blank=True, related_name="events")
    positions = models.ManyToManyField(Position, blank=True, related_name="events")
    sources = models.ManyToManyField(Source, blank=True, related_name="events")

    class Meta:
        ordering = ["date_earliest", "pk"]
        constraints = [versions_told("event"), ordered("event", "date")]

    def __str__(self) -> str:
        return self.text
