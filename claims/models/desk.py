"""How far a source has been worked through: passages left out on purpose, and the mark that it is done."""

from __future__ import annotations

from django.db import models

from claims.models.source import Source


class SourcePassage(models.Model):
    """A passage that was read and gave no claim, with the reason. It is the newsroom's, and never public."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="passages_left_out")
    text = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["source", "pk"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else self.text[:79] + "…"


class Worksheet(models.Model):
    """The mark that a source was read to its end. Without a row, it was not."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="worksheet")
    done_by = models.CharField(max_length=150)
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source}: done by {self.done_by}"
