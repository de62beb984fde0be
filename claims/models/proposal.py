"""Decisions on public records that wait for a second editor."""

from __future__ import annotations

from django.db import models


class Proposal(models.Model):
    """What ``by`` would do with a record: ``decision`` names it, ``answers`` are those of its form.

    It waits until it is ``settled_at`` an instant: done, where ``approved``, or declined.
    """

    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    decision = models.CharField(max_length=10)
    answers = models.JSONField(default=dict)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=150, blank=True, default="")
    approved = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["record_type", "record_key"], name="proposal_by_record")]

    def __str__(self) -> str:
        return f"{self.decision} {self.record_type} {self.record_key}"
