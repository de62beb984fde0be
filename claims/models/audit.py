"""Who did what: one event for every action."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """``actor`` is a name and no foreign key, so that an event outlives the account."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    record_type = models.CharField(max_length=10, blank=True, default="")
    record_key = models.CharField(max_length=120, blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["record_type", "record_key", "-at"], name="audit_by_record"),
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.record_key}"
