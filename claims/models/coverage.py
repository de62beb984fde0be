"""Searches for statements, leads to statements that are not recorded yet, and events."""

from django.db import models

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.domain.text.shortened import shortened
from claims.models.fuzzy_dates import EdtfField, earliest_field, latest_field, ordered, undated_field
from claims.models.record_row import RecordRow, one_of, version_constraint, words
from claims.models.shared import Speaker


class CoverageCheck(RecordRow):
    RECORD = shared_records.CoverageRecord
    NAMES = {"from_": "starts", "to": "ends"}
    DATED = ("starts", "ends")

    slug = models.SlugField(max_length=120, unique=True)
    voice = models.ForeignKey(Speaker, models.PROTECT, related_name="coverage_checks")
    starts = EdtfField()
    starts_earliest = earliest_field()
    starts_latest = latest_field()
    starts_undated = undated_field()
    ends = EdtfField()
    ends_earliest = earliest_field()
    ends_latest = latest_field()
    ends_undated = undated_field()
    checked_on = models.CharField(max_length=10, blank=True, default="")

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
    about = models.TextField()
    stands_in = models.CharField("where it stands", max_length=10, choices=words(vocabulary.LEAD_PLACES))
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="leads")
    said = EdtfField()
    said_earliest = earliest_field()
    said_latest = latest_field()
    said_undated = undated_field()
    said_newest = earliest_field()
    said_oldest = latest_field()
    claim_key = models.CharField("claim", max_length=10, blank=True, default="")

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

    class Meta:
        ordering = ["date_earliest", "pk"]
        constraints = [version_constraint("event"), ordered("event", "date")]

    def __str__(self) -> str:
        return self.text
