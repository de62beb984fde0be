"""Leads: hints at statements that are not recorded yet."""

from __future__ import annotations

from django.db import models

from claims.domain.record import shared as shared_records
from claims.domain.record import vocabulary
from claims.models.fuzzy_dates import (
    EdtfField,
    earliest_field,
    latest_field,
    newest_field,
    oldest_field,
    ordered,
    undated_field,
)
from claims.models.position import Position
from claims.models.record_row import RecordRow, one_of, versions_told, words
from claims.models.source import Outlet
from claims.models.speaker import Speaker


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
    said_newest = newest_field()
    said_oldest = oldest_field()
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
            versions_told("lead"),
            ordered("lead", "said"),
            one_of("lead_stands_in_known", "stands_in", vocabulary.LEAD_PLACES, empty=False),
        ]

    def __str__(self) -> str:
        return self.about if len(self.about) <= 80 else self.about[:79] + "…"
