"""Batches: one for each import."""

from __future__ import annotations

from django.db import models


class Batch(models.Model):
    """One import: where it came from, who ran it and what it did."""

    name = models.CharField(max_length=150, unique=True)
    made_at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    files = models.JSONField(default=list)
    published = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class BatchEntry(models.Model):
    """What a batch did to one record; ``before`` is the record before it (null if the batch created it).

    ``digest`` is the SHA-256 of the canonical text after the batch. A later import sees by it whether
    somebody has edited the record since.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="entries")
    record_type = models.CharField(max_length=10)
    record_key = models.CharField(max_length=120)
    done = models.CharField(max_length=12, choices=[("made", "made"), ("changed", "changed")])
    before = models.JSONField(null=True, blank=True)
    before_state = models.CharField(max_length=12, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    edition = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "batch entries"
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "record_type", "record_key"], name="batch_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_key}: {self.done}"
