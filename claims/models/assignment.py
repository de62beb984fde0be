"""Who is to see to a claim next, as the editors share their work out."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.models.claim import Claim


class Assignment(models.Model):
    """A note of the desk about a draft or a working copy, and no part of the record: one person a claim."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="assignment")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.claim} to {self.person}"
