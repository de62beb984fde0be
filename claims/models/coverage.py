"""Searches for statements of a voice."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.position import Position
from claims.models.record_row import RecordRow, versions_told
from claims.models.source import Outlet
from claims.models.speaker import Speaker


class CoverageCheck(RecordRow):
    RECORD = shared_records.CoverageRecord
    NAMES = {"from_": "starts", "to": "ends", "by": "checked_by"}
    DATED = ("starts", "ends")

    slug = models.SlugField(max_length=120, unique=True)
    voice = models.ForeignKey(Speaker, models.PROTECT, related_name="coverage_checks")
    office = models.CharField(max_length=300, blank=True, default="")
    with_parts = models.BooleanField(default=False)
    positions = models.ManyToManyField(Position, blank=True, related_name="coverage_checks")
    terms = models.JSONField(blank=True, default=list)
    outlets = models.ManyToManyField(Outlet, blank=True, related_name="coverage_checks")
    starts = EdtfField()
    starts_earliest = earliest_field()
    starts_latest = latest_field()
    starts_undated = undated_field()
    ends = EdtfField()
    ends_earliest = earliest_field()
    ends_latest = latest_field()
    ends_undated = undated_field()
    checked_on = models.CharField(max_length=10, blank=True, default="")
    checked_by = models.CharField(max_length=300, blank=True, default="")
    result = models.TextField(blank=True, default="")
    hits = models.PositiveIntegerField(null=True, blank=True)
    found = models.JSONField(
        "claims found",
        blank=True,
        default=list,
        help_text="Keys of the claims that the search found, one on each line.",
    )

    class Meta:
        ordering = ["-starts_earliest", "pk"]
        constraints = [
            versions_told("coverage"),
            ordered("coverage", "starts"),
            ordered("coverage", "ends"),
        ]

    def __str__(self) -> str:
        return f"{self.voice}: {self.starts or '?'}–{self.ends or '?'}"
