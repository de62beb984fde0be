"""Searches for statements, leads to statements that are not recorded yet, and events."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.domain.text.shortened import shortened
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.position import Position, Topic
from claims.models.record_row import RecordRow, one_of, version_constraint, words
from claims.models.source import Outlet, Source
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
            version_constraint("coverage"),
            ordered("coverage", "starts"),
            ordered("coverage", "ends"),
        ]

    def __str__(self) -> str:
        return f"{self.voice}: {self.starts or '?'}–{self.ends or '?'}"


class Lead(RecordRow):
    """``claim_key`` is the key of the resulting claim; no foreign key, because it may have a tombstone."""

    RECORD = shared_records.LeadRecord
    NAMES = {"where": "stands_in", "claim": "claim_key"}
    DATED = ("said",)

    slug = models.SlugField(max_length=120, unique=True)
    about = models.TextField(help_text="What the statement is about, in neutral words.")
    stands_in = models.CharField("where it stands", max_length=10, choices=words(vocabulary.LEAD_PLACES))
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="leads")
    said = EdtfField()
    said_earliest = earliest_field()
    said_latest = latest_field()
    said_undated = undated_field()
    said_newest = earliest_field()
    said_oldest = latest_field()
    positions = models.ManyToManyField(Position, blank=True, related_name="leads")
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="leads")
    url = models.URLField("address", max_length=2000, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    why_not_recorded = models.TextField(blank=True, default="", help_text="Why it is not a claim.")
    claim_key = models.CharField(
        "claim", max_length=10, blank=True, default="", help_text="The key of the claim that it became."
    )

    class Meta:
        ordering = ["said_earliest", "pk"]
        constraints = [
            version_constraint("lead"),
            ordered("lead", "said"),
            one_of("lead_stands_in_known", "stands_in", vocabulary.LEAD_PLACES, empty=False),
        ]

    def __str__(self) -> str:
        return shortened(self.about, 80)


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
        constraints = [version_constraint("event"), ordered("event", "date")]

    def __str__(self) -> str:
        return self.text
